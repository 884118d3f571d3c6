import type { AppError } from '../base/index.ts';

/** What sort of failure an error is, for exit codes and for deciding what is worth trying again. */
export type FailureKind = 'failed' | 'usage' | 'refused' | 'unreachable' | 'untrusted' | 'interrupted';

const KINDS: ReadonlyMap<string, FailureKind> = new Map<string, FailureKind>([
  ['authentication-required', 'refused'],
  ['not-authorised', 'refused'],
  ['credential-helper-failed', 'refused'],
  ['login-variable-invalid', 'refused'],
  ['login-config-invalid', 'refused'],
  ['publish-uncertain', 'unreachable'],
  ['outcome-uncertain', 'unreachable'],
  ['server-unreachable', 'unreachable'],
  ['tls-untrusted', 'unreachable'],
  ['tls-failed', 'unreachable'],
  ['not-a-notary-server', 'unreachable'],
  ['encoding-refused', 'unreachable'],
  ['redirect-refused', 'unreachable'],
  ['response-too-large', 'unreachable'],
  ['server-error', 'unreachable'],
  ['too-slow', 'unreachable'],
  ['token-service-failed', 'unreachable'],
  ['metadata-unavailable', 'unreachable'],
  ['repository-not-initialised', 'failed'],
  ['usage', 'usage'],
  ['invalid-reference', 'usage'],
  ['repository-name-invalid', 'usage'],
  ['server-url-invalid', 'usage'],
  ['aborted', 'interrupted'],
  ['digest-mismatch', 'untrusted'],
  ['tag-not-signed', 'untrusted'],
  ['publish-not-verified', 'untrusted'],
  ['publish-unknown', 'unreachable'],
]);

/** Codes that say something about a server as a whole: every repository on it would meet the same. */
const SERVER_WIDE: ReadonlySet<string> = new Set([
  'server-unreachable',
  'tls-untrusted',
  'tls-failed',
  'not-a-notary-server',
  'too-slow',
]);

/** Sorts an error by its code; whatever the engine refuses is `untrusted`, and the unknown has simply failed. */
export function failureKind(error: unknown): FailureKind {
  if (!isCoded(error)) {
    return isAbort(error) ? 'interrupted' : 'failed';
  }
  return KINDS.get(error.code) ?? (error.name === 'TufError' ? 'untrusted' : 'failed');
}

/** Whether every other repository on the same server would fail in the same way. */
export function isServerWide(error: AppError): boolean {
  return SERVER_WIDE.has(error.code);
}

/** What an aborted signal rejects with when nobody gave another reason. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function isCoded(error: unknown): error is { readonly code: string; readonly name: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && !isAbort(error);
}
