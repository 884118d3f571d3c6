import type { Gun } from '../tuf/index.ts';
import type { KnownRepository } from './app-services.ts';
import { knownRepositories } from './known-repositories.ts';
import type { MetadataCache, Remotes, RepositoryBook } from './ports.ts';

/** How many repositories of the server's changefeed the list takes in. */
const CHANGEFEED_LIMIT = 1000;
/** How long the list waits for the changefeed before it shows what is known without it. */
const CHANGEFEED_PATIENCE_MS = 1500;

export interface RepositoryListing {
  readonly repositories: readonly KnownRepository[];
  /** Repositories that the changefeed named; null when no server is configured or it did not answer. */
  readonly changed: readonly Gun[] | null;
  /** Why the changefeed is missing; null when it is there or nobody was asked. */
  readonly changefeedError: unknown;
}

export interface ListRepositoriesOptions {
  readonly cache: MetadataCache;
  readonly book: RepositoryBook;
  readonly remotes: Remotes;
  readonly signal: AbortSignal;
}

/**
 * The repositories known from the trust directory, from what was added by hand, and from the changefeed of the
 * configured server. Many servers do not show their changefeed to everybody: the list does without it and says so.
 */
export async function listRepositories(options: ListRepositoriesOptions): Promise<RepositoryListing> {
  const { cache, book, remotes, signal } = options;
  const [cached, added, feed] = await Promise.all([
    cache.repositories(),
    book.list(),
    readChangefeed(remotes, signal),
  ]);
  const sources = { 'trust-directory': cached, added, changefeed: feed.changed ?? [] };
  return { repositories: knownRepositories(sources), ...feed };
}

/** Those of them that this machine knows by itself: a server that is slow, or away, keeps nobody waiting. */
export async function listLocalRepositories({
  cache,
  book,
}: Pick<ListRepositoriesOptions, 'cache' | 'book'>): Promise<readonly KnownRepository[]> {
  const [cached, added] = await Promise.all([cache.repositories(), book.list()]);
  return knownRepositories({ 'trust-directory': cached, added, changefeed: [] });
}

async function readChangefeed(
  remotes: Remotes,
  signal: AbortSignal,
): Promise<Pick<RepositoryListing, 'changed' | 'changefeedError'>> {
  try {
    const remote = await remotes.configured();
    if (remote === null) {
      return { changed: null, changefeedError: null };
    }
    const patience = AbortSignal.any([signal, AbortSignal.timeout(CHANGEFEED_PATIENCE_MS)]);
    const changed = await remote.changedRepositories(CHANGEFEED_LIMIT, patience);
    return { changed, changefeedError: null };
  } catch (error) {
    signal.throwIfAborted();
    return { changed: null, changefeedError: error };
  }
}
