import type { FileReply, FileRequest, Gun, SignedFile, TufKey } from '../tuf/index.ts';
import { ChangedGuns, parseChangefeed } from './changefeed.ts';
import { Courier } from './courier.ts';
import {
  CATALOG_SCOPE,
  changefeedUrl,
  keyUrl,
  metadataUrl,
  repositoryScope,
  repositoryUrl,
  type ServerRole,
} from './endpoints.ts';
import { DEFAULT_LIMITS, type NotaryLimits } from './limits.ts';
import type { NotaryRemoteOptions } from './options.ts';
import { fileReply, refusedAnswer, refuseHtml } from './reply.ts';
import { reading } from './request.ts';
import { parseServerUrl } from './server-url.ts';

/**
 * A Notary server. Every method rejects with a `NotaryError`, whose code tells unreachable, TLS,
 * authentication and garbage apart; what the server says about a file is a reply, not an error.
 */
export class HttpNotaryRemote<Server extends { readonly url: string }> {
  readonly server: Server;
  readonly #base: URL;
  readonly #options: NotaryRemoteOptions<Server>;
  readonly #limits: NotaryLimits;
  readonly #courier: Courier;

  /** Opens no connection yet. Throws `server-url-invalid` or `plain-http-refused`. */
  constructor(options: NotaryRemoteOptions<Server>) {
    this.server = options.server;
    this.#base = parseServerUrl(options.server.url);
    this.#options = options;
    this.#limits = options.limits ?? DEFAULT_LIMITS;
    this.#courier = new Courier({ ...options, server: this.#base, limits: this.#limits });
  }

  /** Fetches one metadata file (facts 6), never reading more than `request.maxBytes` of it. */
  async fetchFile(
    gun: Gun,
    request: FileRequest,
    signal: AbortSignal,
  ): Promise<Exclude<FileReply, { kind: 'unavailable' }>> {
    const answer = await this.#courier.ask({
      ...reading(request.maxBytes, signal),
      url: metadataUrl(this.#base, gun, request),
      gun,
      scope: repositoryScope(gun, 'pull'),
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

  /**
   * Publishes all files in one request (facts 6.1), sent once. Rejects with `version-conflict` or `update-rejected`
   * when the server took none of them, with `publish-uncertain` when nobody can say, and with any other code when
   * nothing was published.
   */
  async publish(gun: Gun, files: readonly SignedFile[], signal: AbortSignal): Promise<void> {
    const { checkPublished, publishing } = await import('./publish.ts');
    const { random } = this.#options;
    const answer = await this.#courier.ask({
      ...publishing(files, { server: this.#base.origin, limits: this.#limits, random, signal }),
      url: repositoryUrl(this.#base, gun),
      gun,
      scope: repositoryScope(gun, 'push,pull'),
    });
    checkPublished(answer, this.#base.origin, this.#options.clock.now());
  }

  /** The public key that the server keeps for a role; makes one when there is none, before a repository's first root. */
  async serverKey(gun: Gun, role: ServerRole, signal: AbortSignal): Promise<TufKey> {
    const { readServerKey } = await import('./server-key.ts');
    const answer = await this.#courier.ask({
      ...reading(this.#limits.keyBytes, signal),
      url: keyUrl(this.#base, gun, role),
      gun,
      scope: repositoryScope(gun, 'push,pull'),
    });
    return readServerKey(answer, this.#base.origin, this.#options.clock.now());
  }

  /** Asks for another key, which counts once a root names it: rejecting with `outcome-uncertain` changes nothing yet. */
  async rotateServerKey(gun: Gun, role: ServerRole, signal: AbortSignal): Promise<TufKey> {
    const { keyRotation, readServerKey } = await import('./server-key.ts');
    const answer = await this.#courier.ask({
      ...keyRotation(this.#base.origin, this.#limits, signal),
      url: keyUrl(this.#base, gun, role),
      gun,
      scope: repositoryScope(gun, '*'),
    });
    return readServerKey(answer, this.#base.origin, this.#options.clock.now());
  }

  /** Deletes everything the server has of a repository; rejects with `outcome-uncertain` when nobody can say. */
  async deleteRepository(gun: Gun, signal: AbortSignal): Promise<void> {
    const { checkDeleted, deletion } = await import('./deletion.ts');
    const answer = await this.#courier.ask({
      ...deletion(this.#base.origin, this.#limits, signal),
      url: repositoryUrl(this.#base, gun),
      gun,
      scope: repositoryScope(gun, '*'),
    });
    checkDeleted(answer, this.#base.origin, this.#options.clock.now());
  }

  /** Ends all connections and requests; the remote is of no use afterwards. */
  async close(): Promise<void> {
    await this.#courier.close();
  }

  async #changes(before: string | null, signal: AbortSignal): Promise<ReturnType<typeof parseChangefeed>> {
    const server = this.#base.origin;
    const answer = await this.#courier.ask({
      ...reading(this.#limits.changefeedBytes, signal),
      url: changefeedUrl(this.#base, this.#limits.changefeedRecords, before),
      gun: null,
      scope: CATALOG_SCOPE,
    });
    refuseHtml(answer, server);
    if (answer.status === 404) {
      return [];
    }
    if (answer.status !== 200) {
      throw refusedAnswer(answer, server, { now: this.#options.clock.now() });
    }
    return parseChangefeed(answer, server);
  }
}
