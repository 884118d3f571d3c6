import type { RepositoryFixture } from '../../../fixtures/load.ts';
import { createSession, type NotaryRemote, type Refreshed } from '../../../source/operations/index.ts';
import { TRUST_ON_FIRST_USE } from '../../../source/tuf/index.ts';
import { gun, MemoryCache, never, remotesOf, serving } from './fakes.ts';

/** One update of a recorded repository, at the time it was made. */
export function update(
  fixture: RepositoryFixture,
  options: { readonly remote?: NotaryRemote; readonly cache?: MemoryCache; readonly now?: Date } = {},
): Promise<Refreshed> {
  const { remote = serving(fixture), cache = new MemoryCache(), now = fixture.madeAt } = options;
  const session = createSession({
    remotes: remotesOf(remote),
    cache,
    pinning: async () => TRUST_ON_FIRST_USE,
    clock: { now: () => now },
  });
  return session.open(gun(fixture.gun), { refresh: false, signal: never });
}
