import { Authoriser } from './authoriser.ts';
import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';
import type { NotaryLimits } from './limits.ts';
import type { Purpose } from './logins.ts';
import type { NotaryRemoteOptions } from './options.ts';
import { sameOrigin, withRedirects } from './redirect.ts';
import { type Request, reading } from './request.ts';
import { withRetries } from './retry.ts';
import { authorizationOf } from './sign-in.ts';
import type { TokenQuestion } from './token-source.ts';
import { Transport } from './transport.ts';

/** A request on its way to the server. */
export interface Errand extends Request, Purpose {
  readonly url: URL;
}

/** What a remote is made of; `server` is its URL, with all its parts. */
export interface CourierOptions extends Omit<NotaryRemoteOptions<never>, 'server'> {
  readonly server: URL;
  readonly limits: NotaryLimits;
}

/**
 * Carries requests of any kind to one server and its answers back: authorisation, redirects, retries. There is one
 * way for all methods; what differs for a request that changes something is a rule of each of these steps.
 */
export class Courier {
  readonly #options: CourierOptions;
  readonly #transport: Transport;
  readonly #authoriser: Authoriser;

  constructor(options: CourierOptions) {
    const { server, tls, limits, clock, onExchange } = options;
    this.#options = options;
    this.#transport = new Transport({ server, tls, limits, clock, onExchange });
    this.#authoriser = new Authoriser({
      server: server.origin,
      clock,
      login: options.login,
      ask: (question) => this.#askForToken(question),
    });
  }

  /**
   * Resolves with the server's answer, whatever its status; at most one challenge is answered. A request that was
   * answered with a challenge was not acted upon, so that it may be sent again, whatever it does.
   */
  async ask(errand: Errand): Promise<Answer> {
    const { url, signal } = errand;
    let used = await unlessAborted(this.#authoriser.credential(errand), signal);
    let answer = await this.#send(url, authorizationOf(used), errand);
    if (answer.status === 401) {
      const better = await unlessAborted(this.#authoriser.answerChallenge(answer, errand, used), signal);
      if (better !== null) {
        used = better;
        answer = await this.#send(url, authorizationOf(used), errand);
      }
    }
    return answer.status >= 400 && used !== null ? this.#authoriser.failed(answer, errand, used) : answer;
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }

  #askForToken({ url, authorization, form }: TokenQuestion): Promise<Answer> {
    // Shared by all who wait for the same token, so that no single caller may abort it.
    const request = reading(this.#options.limits.tokenBytes, new AbortController().signal);
    const type = 'application/x-www-form-urlencoded';
    const body = form && { type, bytes: Buffer.from(form.toString(), 'utf8') };
    return this.#send(url, authorization, body === null ? request : { ...request, method: 'POST', body });
  }

  /** A request with its redirects and retries. */
  #send(start: URL, authorization: string | null, request: Request): Promise<Answer> {
    const { random, clock, limits } = this.#options;
    const { method, signal } = request;
    const policy = { limits, random, now: () => clock.now(), signal, method };
    return withRedirects(
      start,
      (url) => withRetries(() => this.#transport.send({ ...request, url, authorization }), policy),
      sameOrigin(limits.redirects, method),
    );
  }
}

/** Stops waiting for a shared promise when this caller's signal says so. */
async function unlessAborted<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(new NotaryError('aborted', null));
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([value, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
