import { type Clock, safeText } from '../base/index.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';
import type { LoginSource } from './options.ts';
import { refusePlainHttp } from './server-url.ts';
import { basicAuthorization, type TokenService, TokenSource } from './token-source.ts';

interface AuthoriserOptions {
  /** The Notary server's origin: the only one that is sent what this hands out. */
  readonly server: string;
  readonly clock: Clock;
  readonly login: LoginSource | undefined;
  readonly ask: (url: URL, authorization: string | null) => Promise<Answer>;
}

/**
 * Knows what to put into `Authorization`. Nothing until the server's first challenge (there is no ping beforehand);
 * from then on every scope has its token requested before it is used, which saves a refused request each.
 */
export class Authoriser {
  readonly #options: AuthoriserOptions;
  readonly #tokens: TokenSource;
  #service: TokenService | null = null;
  #basic: string | null = null;

  constructor(options: AuthoriserOptions) {
    this.#options = options;
    this.#tokens = new TokenSource({
      clock: options.clock,
      ask: options.ask,
      login: async (realm) => (await options.login?.({ server: options.server, realm })) ?? null,
    });
  }

  /** The header to start with; null for an anonymous request. */
  async authorization(scope: string): Promise<string | null> {
    return this.#service === null ? this.#basic : this.#bearer(this.#service, scope);
  }

  /**
   * The header to try again with after a 401 to a request that carried `used`. Throws when nothing better can be had:
   * `authentication-required`, or the token service's error.
   */
  async answerChallenge(answer: Answer, scope: string, used: string | null): Promise<string> {
    const challenges = parseChallenges(answer.headers['www-authenticate']);
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (bearer !== undefined) {
      this.#service = tokenService(bearer, this.#options.server);
      if (used !== null) {
        await this.#tokens.refused(scope, used.slice('Bearer '.length));
      }
      return this.#bearer(this.#service, scope);
    }
    const basic = challenges.find(({ scheme }) => scheme === 'basic');
    return this.#answerBasic(basic ?? null, used);
  }

  async #answerBasic(challenge: Challenge | null, used: string | null): Promise<string> {
    const { server, login } = this.#options;
    const found = challenge === null || used !== null ? null : await login?.({ server, realm: null });
    if (!found) {
      const realm = challenge?.parameters.get('realm');
      throw new NotaryError('authentication-required', {
        server,
        scheme: challenge === null ? 'unknown' : 'basic',
        realm: realm === undefined ? null : safeText(realm),
      });
    }
    this.#basic = basicAuthorization(found);
    return this.#basic;
  }

  async #bearer(service: TokenService, scope: string): Promise<string> {
    return `Bearer ${await this.#tokens.token(service, scope)}`;
  }
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
