import { createSession, Outages, type Refreshed, type Session } from '../../../source/operations/index.ts';
import { TRUST_ON_FIRST_USE } from '../../../source/tuf/index.ts';
import { NOW, type TestRepository } from '../../support/repository-builder.ts';
import { FakeRemote, MemoryCache, never, remotesOf } from './fakes.ts';

export interface TestWorld {
  readonly remote: FakeRemote;
  readonly cache: MemoryCache;
  readonly session: Session;
  now: Date;
  /** Updates the repository, as somebody who presses refresh. */
  open(options?: { readonly refresh?: boolean; readonly signal?: AbortSignal }): Promise<Refreshed>;
  /** Another run of the program over the same cache. */
  restart(): TestWorld;
}

/** A session over a repository that a test builds, its server and a cache in memory. */
export function worldOf(repository: TestRepository, cache = new MemoryCache()): TestWorld {
  const remote = new FakeRemote((request) => repository.answer(request));
  const world: TestWorld = {
    remote,
    cache,
    now: NOW,
    session: createSession({
      remotes: remotesOf(remote),
      cache,
      pinning: async () => TRUST_ON_FIRST_USE,
      clock: { now: () => world.now },
    }),
    open: ({ refresh = true, signal = never } = {}) =>
      world.session.open(repository.gun, { refresh, signal, outages: new Outages() }),
    restart: () => worldOf(repository, cache),
  };
  return world;
}
