import { type Gun, type RepositoryState, TRUST_ON_FIRST_USE, updateChain } from '../tuf/index.ts';
import { driveChain } from './drive-chain.ts';
import type { MetadataCache } from './ports.ts';

/**
 * The repository as the cache alone proves it, as of the day it was saved: whose key a key is does not change because a
 * timestamp ran out. For telling keys apart, never for trusting tags. null when nothing is cached.
 */
export async function readCachedRepository(gun: Gun, cache: MetadataCache): Promise<RepositoryState | null> {
  const { files, savedAt } = await cache.read(gun);
  if (files.size === 0 || savedAt === null) {
    return null;
  }
  const chain = updateChain({
    gun,
    cached: (role) => files.get(role) ?? null,
    // The cached root is the pin; nothing is downloaded that pinning could apply to.
    pinning: TRUST_ON_FIRST_USE,
    now: savedAt,
  });
  return driveChain(chain, async () => ({ kind: 'unavailable' }));
}
