import type { Dispatcher } from 'undici';
import { safeText } from '../base/index.ts';
import { NotaryError } from './errors.ts';
import type { NotaryLimits } from './limits.ts';
import type { SignIn } from './sign-in.ts';
import { codeOf, connectionError } from './socket-error.ts';

type Controller = Dispatcher.DispatchController;
type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What a server answered, whatever the status. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Headers;
  readonly body: Uint8Array;
  /** False when the body was longer than the cap; `body` then holds no more than its beginning. */
  readonly complete: boolean;
  /** For a 401 or 403 to a request that carried something: who asked, and for what. */
  readonly signIn?: SignIn;
}

export interface ExchangeOptions {
  readonly server: string;
  readonly limits: NotaryLimits;
  /** Cap for the body of a 200; the body of anything else is cut at `errorBodyBytes`. */
  readonly maxBytes: number;
  readonly sentCertificate: boolean;
  /** Added to the time limits. */
  readonly patienceMs: number;
}

/**
 * One request on its way through undici: collects the answer within its byte cap and time limits. Endless data,
 * slow-retrieval and decompression attacks end here: nothing beyond the cap is kept, nothing compressed is unpacked.
 */
export class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly answer: Promise<Answer>;
  /** Body bytes received so far. */
  received = 0;
  /** Whether the request has begun to be sent: from then on the server may act on it. */
  begun = false;
  readonly #options: ExchangeOptions;
  readonly #outcome = Promise.withResolvers<Answer>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #chunks: Uint8Array[] = [];
  #controller: Controller | null = null;
  #headersTimer: NodeJS.Timeout | null = null;
  #status = 0;
  #headers: Headers = {};
  #settled = false;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.answer = this.#outcome.promise;
  }

  /** Ends the exchange with `error`, wherever it is; the connection is closed when the request was sent already. */
  fail(error: NotaryError): void {
    this.#settle(() => this.#outcome.reject(error));
    this.#controller?.abort(error);
  }

  /** The request has a connection and is being sent: from here on the server is on the clock. */
  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    if (this.#settled) {
      controller.abort(new Error('no longer wanted'));
      return;
    }
    this.begun = true;
    const { limits, patienceMs } = this.#options;
    this.#headersTimer = this.#limit('headers', limits.headersMs + patienceMs);
    this.#limit('total', limits.totalMs + patienceMs);
  }

  onResponseStart(_controller: Controller, status: number, headers: Headers): void {
    if (this.#headersTimer !== null) {
      clearTimeout(this.#headersTimer);
    }
    this.#status = status;
    this.#headers = headers;
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      const { server } = this.#options;
      this.fail(new NotaryError('encoding-refused', { server, encoding: safeText(String(encoding)) }));
    } else if (Number(headers['content-length'] ?? 0) > this.#cap()) {
      this.#finish(false);
    } else {
      this.#watchProgress();
    }
  }

  onResponseData(_controller: Controller, chunk: Uint8Array): void {
    if (this.#settled) {
      return;
    }
    this.received += chunk.byteLength;
    if (this.received > this.#cap()) {
      this.#finish(false);
    } else {
      this.#chunks.push(chunk);
    }
  }

  /**
   * The answer is handed over once undici has the connection back, a turn of the event loop later: whoever asks for
   * the next file right away would open a second connection otherwise, with a handshake of its own.
   */
  onResponseEnd(): void {
    queueMicrotask(() => setImmediate(() => this.#finish(true)));
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.#settle(() => this.#outcome.reject(this.#translate(error)));
  }

  #cap(): number {
    return this.#status === 200 ? this.#options.maxBytes : this.#options.limits.errorBodyBytes;
  }

  #finish(complete: boolean): void {
    this.#settle(() =>
      this.#outcome.resolve({
        status: this.#status,
        headers: this.#headers,
        body: Buffer.concat(this.#chunks),
        complete,
      }),
    );
    if (!complete) {
      this.#controller?.abort(new Error('longer than the cap'));
    }
  }

  #watchProgress(): void {
    const { bodyWindowMs, bodyMinBytes } = this.#options.limits;
    let before = this.received;
    const timer = setInterval(() => {
      if (this.received - before < bodyMinBytes) {
        this.#tooSlow('body', bodyWindowMs);
      }
      before = this.received;
    }, bodyWindowMs);
    this.#timers.add(timer);
  }

  #limit(phase: 'headers' | 'total', milliseconds: number): NodeJS.Timeout {
    const timer = setTimeout(() => this.#tooSlow(phase, milliseconds), milliseconds);
    this.#timers.add(timer);
    return timer;
  }

  #tooSlow(phase: 'headers' | 'body' | 'total', milliseconds: number): void {
    this.fail(new NotaryError('too-slow', { server: this.#options.server, phase, milliseconds }));
  }

  #settle(outcome: () => void): void {
    if (this.#settled) {
      return;
    }
    this.#settled = true;
    for (const timer of this.#timers) {
      clearTimeout(timer);
    }
    outcome();
  }

  #translate(error: Error): NotaryError {
    const { server, limits, sentCertificate } = this.#options;
    const code = codeOf(error) ?? '';
    if (code === 'UND_ERR_HEADERS_OVERFLOW') {
      return new NotaryError('response-too-large', { server, part: 'headers', limit: limits.headerBytes });
    }
    if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') {
      return new NotaryError('aborted', null, { cause: error });
    }
    // The one error of undici's that has no dependable code.
    if (error.name === 'HTTPParserError') {
      return new NotaryError(
        'not-a-notary-server',
        { server, status: null, reason: 'not-http' },
        { cause: error },
      );
    }
    return connectionError(error, server, sentCertificate);
  }
}
