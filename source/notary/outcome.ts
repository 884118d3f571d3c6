import { NotaryError, type NotaryProblemCode, type Uncertainty } from './errors.ts';

const REASONS: ReadonlyMap<NotaryProblemCode, Uncertainty> = new Map<NotaryProblemCode, Uncertainty>([
  ['server-unreachable', 'no-answer'],
  ['tls-failed', 'no-answer'],
  ['too-slow', 'no-answer'],
  ['server-error', 'server-failed'],
  ['aborted', 'interrupted'],
]);

/** What was sent and may have been done. */
export type UncertainAction = 'publish' | 'rotate-key' | 'delete';

/** The error for a request that changes something, when `cause` leaves open whether it did. */
export function uncertain(action: UncertainAction, server: string, cause: NotaryError): NotaryError {
  const reason = REASONS.get(cause.code) ?? 'unclear-answer';
  return action === 'publish'
    ? new NotaryError('publish-uncertain', { server, reason }, { cause })
    : new NotaryError('outcome-uncertain', { server, action, reason }, { cause });
}
