import { describeKey, parseStrictJson, readTufKey, type TufKey } from '../tuf/index.ts';
import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';
import type { NotaryLimits } from './limits.ts';
import { uncertain } from './outcome.ts';
import { refusedAnswer, refuseHtml } from './reply.ts';
import type { Request } from './request.ts';

/** The request for another key. */
export function keyRotation(server: string, limits: NotaryLimits, signal: AbortSignal): Request {
  return {
    method: 'POST',
    body: null,
    maxBytes: limits.keyBytes,
    signal,
    uncertain: (failure) => uncertain('rotate-key', server, failure),
  };
}

/**
 * The key of a `.key` answer (facts 6), with the ID that its content gives it. A root that names a key with which
 * nothing verifies would end the repository: such a key is refused like an answer that is none.
 */
export function readServerKey(answer: Answer, server: string, now: Date): TufKey {
  refuseHtml(answer, server);
  if (answer.status !== 200) {
    throw refusedAnswer(answer, server, { now, access: 'change' });
  }
  const parsed = answer.complete ? parseStrictJson(answer.body) : null;
  const key = parsed?.ok ? readTufKey(parsed.value) : null;
  if (key === null || !describeKey(key).accepted) {
    throw new NotaryError('not-a-notary-server', { server, status: 200, reason: 'malformed' });
  }
  return key;
}
