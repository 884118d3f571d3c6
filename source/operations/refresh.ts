import { AppError, bytesEqual, type Clock } from '../base/index.ts';
import {
  type AcceptedFile,
  type FileReply,
  type FileRequest,
  type Gun,
  isGivenUp,
  type RepositoryState,
  type TrustPinning,
  TufError,
  updateChain,
} from '../tuf/index.ts';
import { driveChain } from './drive-chain.ts';
import type { FileMemory } from './file-memory.ts';
import type { Outages } from './outages.ts';
import type { CachedMetadata, MetadataCache, NotaryRemote, ServerChoice } from './ports.ts';

/** One update of one repository: the verified state and how much of it is news. */
export interface Refreshed {
  readonly server: ServerChoice;
  readonly state: RepositoryState;
  /** When the update was made. */
  readonly at: Date;
  /** When the cache that was found had been written; null without one. */
  readonly cachedAt: Date | null;
  /** The first thing that kept the server from answering; null when it answered everything. */
  readonly serverError: AppError | null;
  /** Why the verified files could not be kept for the next run; null when they were. */
  readonly cacheError: AppError | null;
}

export interface RefreshOptions {
  readonly remote: NotaryRemote;
  readonly cache: MetadataCache;
  readonly pinning: TrustPinning;
  readonly clock: Clock;
  readonly memory: FileMemory;
  readonly outages: Outages;
  /** False writes what is verified to the cache only when a role was given up. */
  readonly keep: boolean;
  readonly signal: AbortSignal;
}

/**
 * Updates a repository from its server and verifies it from the root down. The cache is read once, and written only
 * when everything up to `targets` is trusted; files of roles that were given up leave it then. A server that cannot be
 * asked is no failure while a verified cache stands in; without one its error is thrown, as `AppError` of the adapter. A
 * state that is not trusted is returned.
 */
export async function refreshRepository(gun: Gun, options: RefreshOptions): Promise<Refreshed> {
  const { remote, cache, signal } = options;
  const now = options.clock.now();
  const cached = await cache.read(gun);
  signal.throwIfAborted();
  const asked = new ServerAnswers(gun, options);
  const chain = updateChain({
    gun,
    cached: (role) => cached.files.get(role) ?? null,
    pinning: options.pinning,
    now,
  });
  const state = await driveChain(chain, (request) => asked.answer(request));
  signal.throwIfAborted();
  if (state.failure?.code === 'metadata-unavailable' && asked.error !== null) {
    throw asked.error;
  }
  const givenUp = filesGivenUp(cached, state);
  const accepted = state.accepted.filter((file) => isNew(file, cached));
  // What was given up can be told now only: the change that comes next may be the one that makes the role again.
  const isKept = options.keep || givenUp.length > 0;
  return {
    server: remote.server,
    state,
    at: now,
    cachedAt: cached.savedAt,
    serverError: asked.error,
    cacheError: isKept ? await keepFiles(gun, { accepted, givenUp }, cache) : null,
  };
}

/** The state of an update that may be acted on; throws the reason when it may not. */
export function requireTrusted(refreshed: Refreshed): RepositoryState {
  const { state, serverError } = refreshed;
  if (state.failure === null) {
    return state;
  }
  // A cache that ran out while the server is away is the server's trouble, not an attack.
  if (serverError !== null && !state.fresh && state.failure.code === 'role-expired') {
    throw serverError;
  }
  throw new TufError(state.failure);
}

/** Asks the server for files, each content once, and remembers the first refusal to answer. */
class ServerAnswers {
  error: AppError | null = null;
  readonly #gun: Gun;
  readonly #options: RefreshOptions;

  constructor(gun: Gun, options: RefreshOptions) {
    this.#gun = gun;
    this.#options = options;
  }

  async answer(request: FileRequest): Promise<FileReply> {
    const known = this.#options.memory.get(this.#gun, request);
    if (known !== null) {
      return { kind: 'found', bytes: known };
    }
    const { remote, outages, signal } = this.#options;
    const outage = outages.of(remote.server);
    if (outage !== null) {
      return this.#unavailable(outage);
    }
    try {
      const reply = await remote.fetchFile(this.#gun, request, signal);
      if (reply.kind === 'found') {
        this.#options.memory.put(this.#gun, request, reply.bytes);
      }
      return reply;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof AppError)) {
        throw error;
      }
      outages.note(remote.server, error);
      return this.#unavailable(error);
    }
  }

  #unavailable(error: AppError): FileReply {
    this.error ??= error;
    return { kind: 'unavailable' };
  }
}

/** What an update changes in the cache. */
export interface CacheNews {
  /** Verified files, as in the state of the update: there are none unless it is trusted. */
  readonly accepted: readonly AcceptedFile[];
  /** Cached files of roles that nobody delegates to any more; see `isGivenUp`. */
  readonly givenUp: readonly AcceptedFile[];
}

/** Brings the cache up to date. Resolves with why that could not be done; null when it was. */
export async function keepFiles(
  gun: Gun,
  { accepted, givenUp }: CacheNews,
  cache: MetadataCache,
): Promise<AppError | null> {
  try {
    if (accepted.length > 0) {
      await cache.write(gun, accepted);
    }
    // Last: until the role that gave them up is cached itself, they are what a rollback is measured by.
    if (givenUp.length > 0) {
      await cache.drop(gun, givenUp);
    }
    return null;
  } catch (error) {
    if (error instanceof AppError) {
      return error;
    }
    throw error;
  }
}

function filesGivenUp({ files }: CachedMetadata, state: RepositoryState): readonly AcceptedFile[] {
  return [...files].flatMap(([role, bytes]) => (isGivenUp(role, state) ? [{ role, bytes }] : []));
}

function isNew(file: AcceptedFile, cached: CachedMetadata): boolean {
  const before = cached.files.get(file.role);
  return before === undefined || !bytesEqual(before, file.bytes);
}
