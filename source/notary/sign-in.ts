import { type SafeText, safeText } from '../base/index.ts';
import type { Login } from './options.ts';

const MAX_NAME = 200;

/** Why who we are was not enough, as far as the protocol tells. */
export type SignInReason =
  | 'no-login'
  /** There is an identity token, where only a password is taken. */
  | 'login-not-usable'
  | 'wrong-password'
  | 'identity-token-refused'
  /** Signed in, and not permitted. */
  | 'not-permitted'
  /** The server does not accept the tokens of its own token service: service, issuer, certificate or clock differ. */
  | 'token-not-accepted'
  | 'unknown';

/** Who we are, as it may be shown. */
export interface Identity {
  /** null for nobody, and for an identity token that names nobody. */
  readonly user: SafeText | null;
  /** Where the login was found; null without one, or where that is not known. */
  readonly from: SafeText | null;
  readonly kind: Login['kind'] | 'anonymous';
}

/** Who asked, for what, and what came of it. */
export interface SignIn {
  readonly reason: SignInReason;
  readonly user: SafeText | null;
  readonly from: SafeText | null;
  /** The scope (facts 7.1); null where there are none, as with Basic. */
  readonly asked: SafeText | null;
  /** What the token says about itself, unverified: empty for nothing; null where it does not say it. */
  readonly granted: readonly SafeText[] | null;
}

export const ANONYMOUS: Identity = { user: null, from: null, kind: 'anonymous' };

export function identityOf(login: Login | null): Identity {
  return login === null
    ? ANONYMOUS
    : { user: shown(login.username), from: shown(login.from), kind: login.kind };
}

function shown(text: string | null | undefined): SafeText | null {
  return text ? safeText(text.slice(0, MAX_NAME)) : null;
}

/** What goes into `Authorization`, and whose it is. */
export interface Credential {
  readonly scheme: 'basic' | 'bearer';
  /** The header's second word: secret. */
  readonly secret: string;
  /** Texts that are never shown, whoever repeats them: the secret itself and what it was had for. */
  readonly hidden: readonly string[];
  readonly identity: Identity;
}

export function authorizationOf(credential: Credential | null): string | null {
  return credential && `${credential.scheme === 'basic' ? 'Basic' : 'Bearer'} ${credential.secret}`;
}

/** A password as Basic wants it (RFC 7617). */
export function basicCredential(login: Extract<Login, { kind: 'password' }>): Credential {
  const secret = encodedPair(login);
  return { scheme: 'basic', secret, hidden: hiddenOf(login), identity: identityOf(login) };
}

/** A token that a token service gave for `login`. */
export function bearerCredential(secret: string, login: Login | null): Credential {
  return { scheme: 'bearer', secret, hidden: [secret, ...hiddenOf(login)], identity: identityOf(login) };
}

export function hiddenOf(login: Login | null): readonly string[] {
  if (login === null) {
    return [];
  }
  return login.kind === 'password' ? [login.password, encodedPair(login)] : [login.token];
}

function encodedPair({ username, password }: Extract<Login, { kind: 'password' }>): string {
  return Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
}
