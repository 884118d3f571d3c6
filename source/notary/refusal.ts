import { decodeUtf8, safeText } from '../base/index.ts';
import { parseChallenges } from './challenge.ts';
import { readComplaint, readOAuthError } from './error-envelope.ts';
import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';
import type { Login } from './options.ts';
import { type Credential, hiddenOf, identityOf, type SignIn, type SignInReason } from './sign-in.ts';
import { readTokenAccess } from './token-access.ts';

/** Why a server's 401 or 403 refuses `credential`. */
export function explainRefusal(answer: Answer, scope: string, credential: Credential): SignIn {
  const { scheme, secret, hidden, identity } = credential;
  const access = scheme === 'bearer' ? readTokenAccess(secret, hidden) : null;
  return {
    reason: reasonOf(answer, credential, access === null ? null : access.covers(scope)),
    user: identity.user,
    from: identity.from,
    asked: scheme === 'bearer' ? safeText(scope) : null,
    granted: access?.shown ?? null,
  };
}

function reasonOf(
  { status, headers }: Answer,
  { scheme, identity }: Credential,
  isCovered: boolean | null,
): SignInReason {
  if (scheme === 'basic') {
    return status === 401 ? 'wrong-password' : 'not-permitted';
  }
  const lacking = identity.kind === 'anonymous' ? 'no-login' : 'not-permitted';
  if (status === 403) {
    return lacking;
  }
  const error = parseChallenges(headers['www-authenticate'])
    .find((challenge) => challenge.scheme === 'bearer')
    ?.parameters.get('error');
  if (error === 'invalid_token') {
    return 'token-not-accepted';
  }
  if (error === 'insufficient_scope' || isCovered === false || identity.kind === 'anonymous') {
    return lacking;
  }
  // Everything that was asked for is granted, and is not enough all the same.
  return isCovered === true ? 'token-not-accepted' : 'unknown';
}

/** What a token service refused. */
interface Refused {
  readonly realm: URL;
  readonly scope: string;
  readonly login: Login | null;
}

/** The error for a token service's answer other than 200. */
export function tokenRefusal(answer: Answer, { realm, scope, login }: Refused): NotaryError {
  const { status } = answer;
  const reason = tokenReason(answer, login);
  const server = realm.origin;
  if (reason === null) {
    return new NotaryError('token-service-failed', { server, reason: 'status', status });
  }
  const { user, from } = identityOf(login);
  const signIn: SignIn = { reason, user, from, asked: safeText(scope), granted: null };
  if (reason === 'no-login' || reason === 'login-not-usable') {
    return new NotaryError('authentication-required', {
      server,
      scheme: 'bearer',
      realm: safeText(server),
      signIn,
    });
  }
  const message = readComplaint(withoutSecrets(answer.body, hiddenOf(login)))?.message ?? null;
  const isChange = scope.startsWith('repository:') && !scope.endsWith(':pull');
  return new NotaryError('not-authorised', {
    server,
    status,
    message,
    ...(isChange && { access: 'change' }),
    signIn,
  });
}

/** null where the status says nothing about who asks. */
function tokenReason({ status, body }: Answer, login: Login | null): SignInReason | null {
  const isRefused = status === 401 || status === 403;
  if (login?.kind !== 'identity-token') {
    const refused = login === null ? 'no-login' : status === 401 ? 'wrong-password' : 'not-permitted';
    return isRefused ? refused : null;
  }
  // RFC 6749, section 5.2: refused for what was sent, with status 400.
  const error = status === 400 ? readOAuthError(body) : null;
  if (status === 404 || status === 405 || error === 'unsupported_grant_type') {
    return 'login-not-usable';
  }
  if (error === 'invalid_scope' || status === 403) {
    return 'not-permitted';
  }
  return isRefused || error === 'invalid_grant' ? 'identity-token-refused' : null;
}

/**
 * The body of an error, or no more than its code where it repeats what it was sent, so that no message shows a secret.
 */
export function withoutSecrets(body: Uint8Array, hidden: readonly string[]): Uint8Array {
  const text = unescaped(decodeUtf8(body) ?? '');
  if (!hidden.some((secret) => text.includes(unescaped(secret)))) {
    return body;
  }
  const complaint = readComplaint(body);
  return Buffer.from(complaint === null ? '' : JSON.stringify({ errors: [{ code: complaint.code }] }));
}

/** JSON may spell the same text in several ways. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\\', '');
}
