import { NotaryError, type NotaryProblemCode, type Uncertainty } from './errors.ts';

const REASONS: ReadonlyMap<NotaryProblemCode, Uncertainty> = new Map<NotaryProblemCode, Uncertainty>([
  ['server-unreachable', 'no-answer'],
  ['tls-failed', 'no-answer'],
  ['too-slow', 'no-answer'],
  ['server-error', 'server-failed'],
  ['aborted', 'interrupted'],
]);

/**
 * Whether a status says that the server did nothing. Only 4xx does: 502 to 504 come from a proxy that may have passed
 * the request on, 408 from one that gave up waiting, and no other success than 200 is Notary's.
 */
export function refusesForCertain(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

/** What was sent and may have been done. */
export type UncertainAction = 'publish' | 'rotate-key' | 'delete';

/** The error for a request that changes something, when `cause` leaves open whether it did. */
export function uncertain(action: UncertainAction, server: string, cause: NotaryError): NotaryError {
  const reason = REASONS.get(cause.code) ?? 'unclear-answer';
  return action === 'publish'
    ? new NotaryError('publish-uncertain', { server, reason }, { cause })
    : new NotaryError('outcome-uncertain', { server, action, reason }, { cause });
}
