import type { FileReply, FileRequest, Gun } from '../tuf/index.ts';
import { Authoriser } from './authoriser.ts';
import { ChangedGuns, parseChangefeed } from './changefeed.ts';
import { CATALOG_SCOPE, changefeedUrl, metadataUrl, pullScope } from './endpoints.ts';
import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';
import { DEFAULT_LIMITS, type NotaryLimits } from './limits.ts';
import type { NotaryRemoteOptions } from './options.ts';
import { sameOrigin, withRedirects } from './redirect.ts';
import { fileReply, refusedAnswer, refuseHtml } from './reply.ts';
import { withRetries } from './retry.ts';
import { parseServerUrl } from './server-url.ts';
import { Transport } from './transport.ts';

interface AuthorisedGet {
  readonly url: URL;
  readonly scope: string;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * A Notary server, read only. Every method rejects with a `NotaryError`, whose code tells unreachable, TLS,
 * authentication and garbage apart; what the server says about a file is a reply, not an error.
 */
export class HttpNotaryRemote<Server extends { readonly url: string }> {
  readonly server: Server;
  readonly #base: URL;
  readonly #options: NotaryRemoteOptions<Server>;
  readonly #limits: NotaryLimits;
  readonly #transport: Transport;
  readonly #authoriser: Authoriser;

  /** Opens no connection yet. Throws `server-url-invalid` or `plain-http-refused`. */
  constructor(options: NotaryRemoteOptions<Server>) {
    this.server = options.server;
    this.#base = parseServerUrl(options.server.url);
    this.#options = options;
    this.#limits = options.limits ?? DEFAULT_LIMITS;
    this.#transport = new Transport({
      server: this.#base,
      tls: options.tls,
      limits: this.#limits,
      onExchange: options.onExchange,
    });
    this.#authoriser = new Authoriser({
      server: this.#base.origin,
      clock: options.clock,
      login: options.login,
      // Shared by all who wait for the same token, so that no single caller may abort it.
      ask: (url, authorization) =>
        this.#get(url, {
          authorization,
          maxBytes: this.#limits.tokenBytes,
          signal: new AbortController().signal,
        }),
    });
  }

  /** Fetches one metadata file (facts 6), never reading more than `request.maxBytes` of it. */
  async fetchFile(
    gun: Gun,
    request: FileRequest,
    signal: AbortSignal,
  ): Promise<Exclude<FileReply, { kind: 'unavailable' }>> {
    const answer = await this.#authorisedGet({
      url: metadataUrl(this.#base, gun, request),
      scope: pullScope(gun),
      maxBytes: request.maxBytes,
      signal,
    });
    return fileReply(answer, this.#base.origin, this.#options.clock.now());
  }

  /**
   * GUNs that the changefeed names, newest change first, each once, at most `limit`; without deleted ones. Looks
   * back a bounded number of changes. Empty for a server without a changefeed.
   */
  async changedRepositories(limit: number, signal: AbortSignal): Promise<readonly Gun[]> {
    const guns = new ChangedGuns(limit);
    let before: string | null = null;
    for (let page = 0; page < this.#limits.changefeedPages && !guns.full; page += 1) {
      const records = await this.#changes(before, signal);
      records.toReversed().forEach((record) => {
        guns.addNewestFirst(record);
      });
      if (records.length < this.#limits.changefeedRecords) {
        break;
      }
      before = records[0]?.id ?? null;
    }
    return guns.found();
  }

  /** Ends all connections and requests; the remote is of no use afterwards. */
  async close(): Promise<void> {
    await this.#transport.close();
  }

  async #changes(before: string | null, signal: AbortSignal): Promise<ReturnType<typeof parseChangefeed>> {
    const server = this.#base.origin;
    const answer = await this.#authorisedGet({
      url: changefeedUrl(this.#base, this.#limits.changefeedRecords, before),
      scope: CATALOG_SCOPE,
      maxBytes: this.#limits.changefeedBytes,
      signal,
    });
    refuseHtml(answer, server);
    if (answer.status === 404) {
      return [];
    }
    if (answer.status !== 200) {
      throw refusedAnswer(answer, server, this.#options.clock.now());
    }
    return parseChangefeed(answer, server);
  }

  /** A request with what authorisation it needs: at most one challenge is answered for each. */
  async #authorisedGet({ url, scope, maxBytes, signal }: AuthorisedGet): Promise<Answer> {
    const used = await unlessAborted(this.#authoriser.authorization(scope), signal);
    const answer = await this.#get(url, { authorization: used, maxBytes, signal });
    if (answer.status !== 401) {
      return answer;
    }
    const better = await unlessAborted(this.#authoriser.answerChallenge(answer, scope, used), signal);
    return this.#get(url, { authorization: better, maxBytes, signal });
  }

  /** A request with its redirects and retries. */
  #get(
    start: URL,
    request: {
      readonly authorization: string | null;
      readonly maxBytes: number;
      readonly signal: AbortSignal;
    },
  ): Promise<Answer> {
    const { random, clock } = this.#options;
    const policy = { limits: this.#limits, random, now: () => clock.now(), signal: request.signal };
    return withRedirects(
      start,
      (url) => withRetries(() => this.#transport.get({ url, ...request }), policy),
      sameOrigin(this.#limits.redirects),
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
