import { type Clock, decodeUtf8 } from '../base/index.ts';
import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';
import type { Logins, Purpose } from './logins.ts';
import type { Login } from './options.ts';
import { authorizationOf, basicCredential, bearerCredential, type Credential } from './sign-in.ts';

/** A token is not used in its last seconds: it would expire on the way. */
const MARGIN_MS = 10_000;
/** Token services that name no time, or a shorter one, mean a minute (facts 7.1). */
const SHORTEST_LIFE_S = 60;
const HEADER_SAFE = /^[\x21-\x7e]+$/;

interface Token {
  readonly credential: Credential;
  readonly expiresAt: number;
}

/** Where tokens come from, as a Bearer challenge says it. */
export interface TokenService {
  readonly realm: URL;
  readonly service: string | null;
}

/** A request to a token service: a GET, or a POST when there is a form. */
export interface TokenQuestion {
  readonly url: URL;
  readonly authorization: string | null;
  readonly form: URLSearchParams | null;
}

interface TokenSourceOptions {
  readonly clock: Clock;
  readonly ask: (question: TokenQuestion) => Promise<Answer>;
  readonly logins: Logins;
}

/** Bearer tokens (facts 7.1), one for each scope, which names the repository and with it the login; in memory only. */
export class TokenSource {
  readonly #options: TokenSourceOptions;
  readonly #tokens = new Map<string, Promise<Token>>();

  constructor(options: TokenSourceOptions) {
    this.#options = options;
  }

  /**
   * A token that has not expired; requested once, however many want it at the same time. One that is expired on
   * arrival, as a clock is wrong, is handed out once.
   */
  async token(service: TokenService, purpose: Purpose): Promise<Credential> {
    const held = this.#tokens.get(purpose.scope);
    if (held !== undefined) {
      const { credential, expiresAt } = await held;
      if (expiresAt > this.#options.clock.now().getTime()) {
        return credential;
      }
      this.#forget(purpose.scope, held);
    }
    return (await (this.#tokens.get(purpose.scope) ?? this.#request(service, purpose))).credential;
  }

  /** Forgets a token that the server did not accept, unless it was replaced meanwhile. */
  async refused(scope: string, { secret }: Credential): Promise<void> {
    const held = this.#tokens.get(scope);
    if (held !== undefined && (await held).credential.secret === secret) {
      this.#forget(scope, held);
    }
  }

  #request(service: TokenService, purpose: Purpose): Promise<Token> {
    const request = this.#fetch(service, purpose);
    this.#tokens.set(purpose.scope, request);
    request.catch(() => this.#forget(purpose.scope, request));
    return request;
  }

  #forget(scope: string, token: Promise<Token>): void {
    if (this.#tokens.get(scope) === token) {
      this.#tokens.delete(scope);
    }
  }

  async #fetch(service: TokenService, purpose: Purpose): Promise<Token> {
    const { clock, ask, logins } = this.#options;
    const { realm } = service;
    const { login, trouble } = await logins.findIfPossible(realm, purpose);
    const answer = await ask(question(service, purpose.scope, login));
    if (answer.status === 200) {
      const { text, expiresAt } = parseToken(answer, realm, clock.now());
      return { credential: bearerCredential(text, login), expiresAt };
    }
    logins.forget(realm, purpose);
    if (trouble !== null) {
      throw trouble;
    }
    const { tokenRefusal } = await import('./refusal.ts');
    throw tokenRefusal(answer, { realm, scope: purpose.scope, login });
  }
}

function question({ realm, service }: TokenService, scope: string, login: Login | null): TokenQuestion {
  const wanted = [...(service === null ? [] : [['service', service] as const]), ['scope', scope] as const];
  if (login?.kind === 'identity-token') {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: login.token,
      // Names the program, not somebody registered: token services take any.
      client_id: 'trustdeck',
    });
    wanted.forEach(([name, value]) => {
      form.set(name, value);
    });
    return { url: realm, authorization: null, form };
  }
  const url = new URL(realm);
  wanted.forEach(([name, value]) => {
    url.searchParams.set(name, value);
  });
  if (login !== null) {
    url.searchParams.set('account', login.username);
  }
  return { url, authorization: login && authorizationOf(basicCredential(login)), form: null };
}

function parseToken(answer: Answer, realm: URL, now: Date) {
  const fail = (reason: 'malformed' | 'no-token') =>
    new NotaryError('token-service-failed', { server: realm.origin, reason, status: answer.status });
  const body = answer.complete ? parseObject(answer.body) : null;
  if (body === null) {
    throw fail('malformed');
  }
  const text = firstText(body['access_token'], body['token']);
  if (text === null) {
    throw fail('no-token');
  }
  if (!HEADER_SAFE.test(text)) {
    throw fail('malformed');
  }
  return { text, expiresAt: expiry(body['expires_in'], body['issued_at'], now.getTime()) - MARGIN_MS };
}

/** Counted from `issued_at`, unless our clock would have it issued in the future, or expired before it came. */
function expiry(expiresIn: unknown, issuedAt: unknown, now: number): number {
  const named = typeof expiresIn === 'number' && Number.isFinite(expiresIn) ? expiresIn : 0;
  const life = Math.max(SHORTEST_LIFE_S, named) * 1000;
  const issued = typeof issuedAt === 'string' ? Date.parse(issuedAt) : Number.NaN;
  return issued <= now && issued + life > now ? issued + life : now + life;
}

function firstText(...candidates: readonly unknown[]): string | null {
  return candidates.find((text): text is string => typeof text === 'string' && text !== '') ?? null;
}

function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(decodeUtf8(bytes) ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
