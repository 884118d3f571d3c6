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
  readonly identity: Identity;
}

export function authorizationOf(credential: Credential | null): string | null {
  return credential && `${credential.scheme === 'basic' ? 'Basic' : 'Bearer'} ${credential.secret}`;
}

/** A password as Basic wants it (RFC 7617). */
export function basicCredential(login: Extract<Login, { kind: 'password' }>): Credential {
  const pair = Buffer.from(`${login.username}:${login.password}`, 'utf8');
  return { scheme: 'basic', secret: pair.toString('base64'), identity: identityOf(login) };
}
