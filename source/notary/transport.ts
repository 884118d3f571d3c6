import type { Pool } from 'undici';
import UndiciPool from 'undici/lib/dispatcher/pool.js';
import type { Clock } from '../base/index.ts';
import { clockAhead } from './clock-ahead.ts';
import { createConnector } from './connector.ts';
import { isNotaryError, NotaryError } from './errors.ts';
import { type Answer, ExchangeHandler } from './exchange.ts';
import type { NotaryLimits } from './limits.ts';
import type { Exchange, TlsOptions } from './options.ts';
import type { Request } from './request.ts';
import { refusePlainHttp } from './server-url.ts';

export interface AddressedRequest extends Request {
  readonly url: URL;
  /** The `Authorization` header for exactly this URL's origin; null for none. */
  readonly authorization: string | null;
}

interface TransportOptions {
  /** The Notary server itself; only it is shown client certificates. */
  readonly server: URL;
  readonly tls: TlsOptions;
  readonly limits: NotaryLimits;
  readonly clock: Clock;
  readonly onExchange: ((exchange: Exchange) => void) | undefined;
}

interface Outcome {
  /** As `performance.now` tells, for the duration. */
  readonly started: number;
  readonly sentAt: Date;
  readonly exchange: ExchangeHandler;
  /** null when none came. */
  readonly answer: Answer | null;
  readonly failure: string | null;
}

/** Requests over pools of kept-alive connections, one pool for each origin. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #pools = new Map<string, Pool>();
  #closed = false;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /**
   * Sends one request, once. Resolves with any HTTP answer; rejects with a `NotaryError` when there is none, which is
   * what `request.uncertain` makes of it when the server may have acted all the same.
   */
  async send(request: AddressedRequest): Promise<Answer> {
    refusePlainHttp(request.url);
    // Only a listener wants to know: the clock is a module to load.
    const started = this.#options.onExchange === undefined ? 0 : performance.now();
    const sentAt = this.#options.clock.now();
    const exchange = new ExchangeHandler({
      server: request.url.origin,
      limits: this.#options.limits,
      maxBytes: request.maxBytes,
      sentCertificate: this.#showsCertificate(request.url) && this.#options.tls.clientCertificates.length > 0,
      patienceMs: patience(request, this.#options.limits),
    });
    const abort = () => exchange.fail(new NotaryError('aborted', null));
    request.signal.addEventListener('abort', abort, { once: true });
    try {
      this.#dispatch(request, exchange);
      const answer = await exchange.answer;
      this.#report(request, { started, sentAt, exchange, answer, failure: null });
      return answer;
    } catch (error) {
      const failure = exchange.begun ? (uncertainty(request, error) ?? error) : error;
      const code = failure instanceof NotaryError ? failure.code : 'defect';
      this.#report(request, { started, sentAt, exchange, answer: null, failure: code });
      throw failure;
    } finally {
      request.signal.removeEventListener('abort', abort);
    }
  }

  /** Ends every connection and every request under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
  }

  #dispatch(request: AddressedRequest, exchange: ExchangeHandler): void {
    if (this.#closed || request.signal.aborted) {
      exchange.fail(new NotaryError('aborted', null));
      return;
    }
    this.#poolFor(request.url).dispatch(
      {
        method: request.method,
        path: request.url.pathname + request.url.search,
        headers: {
          'user-agent': 'trustdeck',
          accept: '*/*',
          'accept-encoding': 'identity',
          ...(request.authorization !== null && { authorization: request.authorization }),
          ...(request.body !== null && { 'content-type': request.body.type }),
        },
        body: request.body?.bytes ?? null,
      },
      exchange,
    );
  }

  #poolFor(url: URL): Pool {
    const known = this.#pools.get(url.origin);
    if (known !== undefined) {
      return known;
    }
    const { limits, tls } = this.#options;
    const pool = new UndiciPool(url.origin, {
      connect: createConnector({
        origin: new URL(url.origin),
        tls,
        showClientCertificate: this.#showsCertificate(url),
        limits,
      }),
      connections: limits.connections,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.headerBytes,
      // The exchange has its own clock, which also notices one byte a second.
      headersTimeout: 0,
      bodyTimeout: 0,
      allowH2: false,
    });
    this.#pools.set(url.origin, pool);
    return pool;
  }

  #showsCertificate(url: URL): boolean {
    return url.origin === this.#options.server.origin;
  }

  #report({ method, url }: AddressedRequest, { answer, sentAt, ...outcome }: Outcome): void {
    this.#options.onExchange?.({
      method,
      origin: url.origin,
      path: url.pathname,
      status: answer?.status ?? null,
      bytes: outcome.exchange.received,
      milliseconds: performance.now() - outcome.started,
      failure: outcome.failure,
      clockAhead:
        answer === null
          ? null
          : clockAhead(answer.headers, { sentAt, answeredAt: this.#options.clock.now() }),
    });
  }
}

function patience({ method, body }: Request, limits: NotaryLimits): number {
  const upload = ((body?.bytes.length ?? 0) / limits.uploadBytesPerSecond) * 1000;
  return method === 'GET' ? 0 : limits.changeMs + upload;
}

/**
 * The error for a request that had begun when `error` ended it; null when the server cannot have acted. In TLS 1.3 a
 * client certificate is refused after the first bytes were sent, but before anything is read from them.
 */
function uncertainty({ uncertain }: Request, error: unknown): NotaryError | null {
  const beforeHttp =
    isNotaryError(error, 'tls-failed') && error.detail.reason.startsWith('client-certificate');
  return uncertain !== null && error instanceof NotaryError && !beforeHttp ? uncertain(error) : null;
}

/** Failures of the connection, after which the same request may well succeed; a time limit was waited for once already. */
export function isConnectionFailure(error: unknown): boolean {
  return isNotaryError(error, 'server-unreachable') && !['dns', 'timeout'].includes(error.detail.reason);
}
