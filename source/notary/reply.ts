import type { FileReply } from '../tuf/index.ts';
import { readComplaint } from './error-envelope.ts';
import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';
import { retryAfterMs } from './retry.ts';

/** What `answer` says about a metadata file; throws the `NotaryError` for everything that is no answer to that. */
export function fileReply(
  answer: Answer,
  server: string,
  now: Date,
): Exclude<FileReply, { kind: 'unavailable' }> {
  refuseHtml(answer, server);
  switch (answer.status) {
    case 200:
      return answer.complete ? { kind: 'found', bytes: answer.body } : { kind: 'too-large' };
    case 404:
      return { kind: 'missing' };
    default:
      throw refusedAnswer(answer, server, { now });
  }
}

/**
 * A login page, a proxy's error page or any other web server: none of them speaks for a repository, not even with a
 * 404, or a captive portal could make every repository look deleted. Errors of the 5xx kind keep their status.
 */
export function refuseHtml(answer: Answer, server: string): void {
  const passing = answer.status >= 500 || [401, 403, 429].includes(answer.status);
  if (!passing && isHtml(answer)) {
    throw new NotaryError('not-a-notary-server', { server, status: answer.status, reason: 'html' });
  }
}

/** The error for an answer that is neither success nor "no such file". */
export function refusedAnswer(
  answer: Answer,
  server: string,
  { now, access }: { readonly now: Date; readonly access?: 'change' },
): NotaryError {
  const { status, signIn } = answer;
  const message = readComplaint(answer.body)?.message ?? null;
  if (status === 401 || status === 403) {
    const optional = { ...(access && { access }), ...(signIn && { signIn }) };
    return new NotaryError('not-authorised', { server, status, message, ...optional });
  }
  if (status >= 500 || status === 429 || message !== null) {
    const retryAfter = retryAfterMs(answer, now);
    return new NotaryError('server-error', { server, status, message, retryAfterMs: retryAfter });
  }
  const reason = isHtml(answer) ? 'html' : 'unexpected-status';
  return new NotaryError('not-a-notary-server', { server, status, reason });
}

export function isHtml({ headers, body }: Answer): boolean {
  const type = headers['content-type'];
  const start = Buffer.from(body.subarray(0, 64)).toString('latin1');
  return (
    (typeof type === 'string' && /^text\/html\b/i.test(type)) || /^(?:\u00ef\u00bb\u00bf)?\s*</.test(start)
  );
}
