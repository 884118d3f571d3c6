import { decodeUtf8, fromBase64 } from '../base/index.ts';
import { DockerError, type LoginFault } from './errors.ts';

export interface NamePassword {
  readonly username: string;
  readonly password: string;
}

/** Decodes base64 of `user:password`; the reason when it is not that. */
export function parseLogin(base64: string): NamePassword | LoginFault {
  // Go's decoder skips line ends, and the usual tools write them.
  const bytes = fromBase64(base64.replace(/[\r\n]/g, ''));
  const text = bytes === null ? null : decodeUtf8(bytes);
  if (text === null) {
    return 'not-base64';
  }
  const colon = text.indexOf(':');
  if (colon < 1) {
    return colon === 0 ? 'no-username' : 'no-colon';
  }
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** The login in `NOTARY_AUTH`, its password trimmed as notary does (facts 7.2); throws `login-variable-invalid`. */
export function readNotaryAuth(value: string): NamePassword {
  const invalid = (reason: LoginFault) =>
    new DockerError('login-variable-invalid', { variable: 'NOTARY_AUTH', reason });
  const login = parseLogin(value);
  if (typeof login === 'string') {
    throw invalid(login);
  }
  const password = login.password.trim();
  if (password === '') {
    throw invalid('no-password');
  }
  return { username: login.username, password };
}

/** docker's own trimming of a decoded password: some versions padded it (facts 7.3). */
export function withoutNuls(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text[start] === '\0') {
    start += 1;
  }
  while (end > start && text[end - 1] === '\0') {
    end -= 1;
  }
  return text.slice(start, end);
}
