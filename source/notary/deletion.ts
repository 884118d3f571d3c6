import type { Answer } from './exchange.ts';
import type { NotaryLimits } from './limits.ts';
import { refusesForCertain, uncertain } from './outcome.ts';
import { isHtml, refusedAnswer } from './reply.ts';
import type { Request } from './request.ts';

/** The request that deletes a repository. */
export function deletion(server: string, limits: NotaryLimits, signal: AbortSignal): Request {
  return {
    method: 'DELETE',
    body: null,
    maxBytes: limits.errorBodyBytes,
    signal,
    uncertain: (failure) => uncertain('delete', server, failure),
  };
}

/** Returns when the repository is gone: Notary says 200 also when it never was there (facts 6). */
export function checkDeleted(answer: Answer, server: string, now: Date): void {
  if (answer.status === 200 && answer.complete && !isHtml(answer)) {
    return;
  }
  const refusal = refusedAnswer(answer, server, { now, access: 'change' });
  throw refusesForCertain(answer.status) ? refusal : uncertain('delete', server, refusal);
}
