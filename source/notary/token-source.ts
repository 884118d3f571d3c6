import { type Clock, decodeUtf8, safeText } from '../base/index.ts';
import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';
import type { Login } from './options.ts';

/** A token is not used in its last seconds: it would expire on the way. */
const MARGIN_MS = 10_000;
/** Token services that name no time, or a shorter one, mean a minute (facts 7.1). */
const SHORTEST_LIFE_S = 60;
const HEADER_SAFE = /^[\x21-\x7e]+$/;

interface Token {
  readonly text: string;
  readonly expiresAt: number;
}

/** Where tokens come from, as a Bearer challenge says it. */
export interface TokenService {
  readonly realm: URL;
  readonly service: string | null;
}

interface TokenSourceOptions {
  readonly clock: Clock;
  /** Asks the token service, with a login in the `Authorization` header where there is one. */
  readonly ask: (url: URL, authorization: string | null) => Promise<Answer>;
  readonly login: (realm: URL) => Promise<Login | null>;
}

/** Bearer tokens (facts 7.1), one for each scope, in memory only. */
export class TokenSource {
  readonly #options: TokenSourceOptions;
  readonly #tokens = new Map<string, Promise<Token>>();

  constructor(options: TokenSourceOptions) {
    this.#options = options;
  }

  /** A token for `scope` that has not expired; requested once, however many want it at the same time. */
  async token(service: TokenService, scope: string): Promise<string> {
    for (;;) {
      const held = this.#tokens.get(scope) ?? this.#request(service, scope);
      const token = await held;
      if (token.expiresAt > this.#options.clock.now().getTime()) {
        return token.text;
      }
      this.#forget(scope, held);
    }
  }

  /** Forgets a token that the server did not accept, unless it was replaced meanwhile. */
  async refused(scope: string, text: string): Promise<void> {
    const held = this.#tokens.get(scope);
    if (held !== undefined && (await held).text === text) {
      this.#forget(scope, held);
    }
  }

  #request(service: TokenService, scope: string): Promise<Token> {
    const request = this.#fetch(service, scope);
    this.#tokens.set(scope, request);
    request.catch(() => this.#forget(scope, request));
    return request;
  }

  #forget(scope: string, token: Promise<Token>): void {
    if (this.#tokens.get(scope) === token) {
      this.#tokens.delete(scope);
    }
  }

  async #fetch({ realm, service }: TokenService, scope: string): Promise<Token> {
    const url = new URL(realm);
    if (service !== null) {
      url.searchParams.set('service', service);
    }
    url.searchParams.set('scope', scope);
    const login = await this.#options.login(realm);
    const answer = await this.#options.ask(url, login === null ? null : basicAuthorization(login));
    if (answer.status === 401 || answer.status === 403) {
      throw login === null
        ? new NotaryError('authentication-required', {
            server: realm.origin,
            scheme: 'bearer',
            realm: safeText(realm.origin),
          })
        : new NotaryError('not-authorised', { server: realm.origin, status: answer.status, message: null });
    }
    return parseToken(answer, realm, this.#options.clock.now());
  }
}

export function basicAuthorization({ username, password }: Login): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

function parseToken(answer: Answer, realm: URL, now: Date): Token {
  const fail = (reason: 'status' | 'malformed' | 'no-token') =>
    new NotaryError('token-service-failed', { server: realm.origin, reason, status: answer.status });
  if (answer.status !== 200) {
    throw fail('status');
  }
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
  const named = body['expires_in'];
  const seconds = Math.max(SHORTEST_LIFE_S, typeof named === 'number' && Number.isFinite(named) ? named : 0);
  return { text, expiresAt: now.getTime() + seconds * 1000 - MARGIN_MS };
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
