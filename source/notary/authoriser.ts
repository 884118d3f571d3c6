import { type Clock, safeText } from '../base/index.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';
import { Logins, type Purpose } from './logins.ts';
import type { LoginSource } from './options.ts';
import { refusePlainHttp } from './server-url.ts';
import { ANONYMOUS, basicCredential, type Credential, type Identity, identityOf } from './sign-in.ts';
import { type TokenQuestion, type TokenService, TokenSource } from './token-source.ts';

interface AuthoriserOptions {
  /** The Notary server's origin: the only one that is sent what this hands out. */
  readonly server: string;
  readonly clock: Clock;
  readonly login: LoginSource | undefined;
  readonly ask: (question: TokenQuestion) => Promise<Answer>;
}

/** How the server wants to be told who asks. */
type Scheme =
  | { readonly kind: 'bearer'; readonly service: TokenService }
  | { readonly kind: 'basic' | 'unknown'; readonly realm: string | null };

/**
 * Knows what to put into `Authorization`. Nothing until the server's first challenge (there is no ping beforehand);
 * from then on every repository has its token or login before it is asked for, which saves a refused request each.
 */
export class Authoriser {
  readonly #server: string;
  readonly #logins: Logins;
  readonly #tokens: TokenSource;
  #scheme: Scheme | null = null;

  constructor({ server, clock, login, ask }: AuthoriserOptions) {
    this.#server = server;
    this.#logins = new Logins(server, login);
    this.#tokens = new TokenSource({ clock, ask, logins: this.#logins });
  }

  /** What to start with; null for an anonymous request. */
  async credential(purpose: Purpose): Promise<Credential | null> {
    switch (this.#scheme?.kind) {
      case 'bearer':
        return this.#tokens.token(this.#scheme.service, purpose);
      case 'basic': {
        const login = await this.#logins.find(null, purpose);
        return login?.kind === 'password' ? basicCredential(login) : null;
      }
      default:
        return null;
    }
  }

  /**
   * What to try again with after a 401 to a request that carried `used`; null when nothing better can be had. Throws
   * `authentication-required` when a request without anything has to stay so, or the token service's error.
   */
  async answerChallenge(
    answer: Answer,
    purpose: Purpose,
    used: Credential | null,
  ): Promise<Credential | null> {
    const scheme = schemeOf(answer, this.#server);
    if (scheme.kind === 'unknown') {
      if (used === null) {
        throw this.#loginRequired(scheme, ANONYMOUS);
      }
      return null;
    }
    this.#scheme = scheme;
    if (scheme.kind === 'bearer') {
      if (used !== null) {
        await this.#tokens.refused(purpose.scope, used);
      }
      return this.#tokens.token(scheme.service, purpose);
    }
    return used?.scheme === 'basic' ? null : this.#login(scheme, purpose);
  }

  /**
   * A failed answer to a request that carried `used`, fit for errors to quote, and a 401 or 403 with its explanation;
   * throws `authentication-required` where signing in is what is missing. The login is asked for anew next time.
   */
  async failed(answer: Answer, purpose: Purpose, used: Credential): Promise<Answer> {
    const { explainRefusal, withoutSecrets } = await import('./refusal.ts');
    const quotable = { ...answer, body: withoutSecrets(answer.body, used.hidden) };
    if (answer.status !== 401 && answer.status !== 403) {
      return quotable;
    }
    const realm = this.#scheme?.kind === 'bearer' ? this.#scheme.service.realm : null;
    this.#logins.forget(realm, purpose);
    const signIn = explainRefusal(answer, purpose.scope, used);
    if (signIn.reason === 'no-login') {
      // A login that could not be looked up explains more than that there is none.
      await this.#logins.find(realm, purpose);
      throw new NotaryError('authentication-required', {
        server: this.#server,
        scheme: 'bearer',
        realm: realm === null ? null : safeText(realm.origin),
        signIn,
      });
    }
    return { ...quotable, signIn };
  }

  async #login(scheme: Exclude<Scheme, { kind: 'bearer' }>, purpose: Purpose): Promise<Credential> {
    const login = await this.#logins.find(null, purpose);
    if (login?.kind !== 'password') {
      this.#logins.forget(null, purpose);
      throw this.#loginRequired(scheme, identityOf(login));
    }
    return basicCredential(login);
  }

  #loginRequired(
    { kind, realm }: Exclude<Scheme, { kind: 'bearer' }>,
    { kind: found, user, from }: Identity,
  ): NotaryError {
    const reason = kind === 'unknown' ? 'unknown' : found === 'anonymous' ? 'no-login' : 'login-not-usable';
    return new NotaryError('authentication-required', {
      server: this.#server,
      scheme: kind,
      realm: realm === null ? null : safeText(realm),
      signIn: { reason, user, from, asked: null, granted: null },
    });
  }
}

/** Bearer before Basic, whichever comes first: a token can do less than a password. */
function schemeOf(answer: Answer, server: string): Scheme {
  const challenges = parseChallenges(answer.headers['www-authenticate']);
  const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
  if (bearer !== undefined) {
    return { kind: 'bearer', service: tokenService(bearer, server) };
  }
  const basic = challenges.find(({ scheme }) => scheme === 'basic');
  return basic === undefined
    ? { kind: 'unknown', realm: null }
    : { kind: 'basic', realm: basic.parameters.get('realm') ?? null };
}

/** The realm is an URL of the server's choosing: only https, or this machine, is asked for tokens. */
function tokenService({ parameters }: Challenge, server: string): TokenService {
  const realm = URL.parse(parameters.get('realm') ?? '');
  const isWeb =
    realm !== null && /^https?:$/.test(realm.protocol) && realm.username === '' && realm.password === '';
  if (!isWeb) {
    throw new NotaryError('token-service-failed', { server, reason: 'bad-realm', status: null });
  }
  refusePlainHttp(realm);
  return { realm, service: parameters.get('service') ?? null };
}
