import { NotaryError, type Unreachable } from './errors.ts';
import { tlsFailure } from './tls-refusal.ts';

const UNREACHABLE: ReadonlyMap<string, Unreachable> = new Map([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['EAI_NODATA', 'dns'],
  ['EAI_NONAME', 'dns'],
  ['EAI_FAIL', 'dns'],
  ['ETIMEDOUT', 'timeout'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['ECONNABORTED', 'reset'],
  // undici: the other side closed the connection before or within an answer.
  ['UND_ERR_SOCKET', 'closed'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'closed'],
]);

/** The error for a connection that failed or broke, by the code that the system, OpenSSL or undici gave it. */
export function connectionError(error: unknown, server: string, sentCertificate: boolean): NotaryError {
  if (error instanceof NotaryError) {
    return error;
  }
  const code = codeOf(error);
  const tls = tlsFailure(code ?? '', sentCertificate);
  if (code !== null && tls !== null) {
    return new NotaryError('tls-failed', { server, reason: tls, tlsCode: code }, { cause: error });
  }
  const reason = UNREACHABLE.get(code ?? '') ?? 'network';
  return new NotaryError('server-unreachable', { server, reason, systemCode: code }, { cause: error });
}

/** The code of an error, as Node and undici set it. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
