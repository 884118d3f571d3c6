import type { AppError, Clock } from '../base/index.ts';
import type { Gun, TrustPinning } from '../tuf/index.ts';
import { FileMemory } from './file-memory.ts';
import { Outages } from './outages.ts';
import type { MetadataCache, NotaryRemote, Remotes } from './ports.ts';
import { keepFiles, type Refreshed, refreshRepository } from './refresh.ts';
import { SharedWork } from './shared-work.ts';

export interface SessionPorts {
  readonly remotes: Remotes;
  readonly cache: MetadataCache;
  /** Read when first needed; rejects with the adapter's error when the configuration cannot be read. */
  readonly pinning: () => Promise<TrustPinning>;
  readonly clock: Clock;
}

export interface OpenOptions {
  readonly refresh: boolean;
  readonly signal: AbortSignal;
  readonly outages?: Outages;
  /** False leaves the cache on the disk as it is unless a role was given up: another update follows at once. */
  readonly keep?: boolean;
}

/** Repositories as this run knows them: each is updated once, and again only when asked to. */
export interface Session {
  /** Answers from memory unless `refresh`; callers who want the same repository at once share one update. */
  open(gun: Gun, options: OpenOptions): Promise<Refreshed>;
  /** Writes to the cache what an update with `keep: false` has verified; resolves with why that could not be done. */
  keep(gun: Gun): Promise<AppError | null>;
  /** What was opened so far. */
  readonly opened: ReadonlyMap<Gun, Refreshed>;
}

export function createSession(ports: SessionPorts): Session {
  const opened = new Map<Gun, Refreshed>();
  const shared = new SharedWork<Gun, Refreshed>();
  const memory = new FileMemory();
  let pinning: Promise<TrustPinning> | null = null;

  const update = async (
    gun: Gun,
    { outages, keep, signal }: Pick<Required<OpenOptions>, 'outages' | 'keep' | 'signal'>,
  ): Promise<Refreshed> => {
    pinning ??= ports.pinning();
    const [remote, pins]: [NotaryRemote, TrustPinning] = await Promise.all([
      ports.remotes.remoteFor(gun),
      pinning,
    ]);
    const { cache, clock } = ports;
    const refreshed = await refreshRepository(gun, {
      remote,
      cache,
      pinning: pins,
      clock,
      memory,
      keep,
      outages,
      signal,
    });
    memory.retain(gun, filesOf(refreshed));
    opened.set(gun, refreshed);
    return refreshed;
  };

  return {
    opened,
    keep: async (gun) => {
      const state = opened.get(gun)?.state;
      return state === undefined
        ? null
        : keepFiles(gun, { accepted: state.accepted, givenUp: [] }, ports.cache);
    },
    open: (gun, { refresh, signal, outages = new Outages(), keep = true }) => {
      const known = refresh ? undefined : opened.get(gun);
      return known !== undefined
        ? Promise.resolve(known)
        : shared.run(gun, (shareSignal) => update(gun, { outages, keep, signal: shareSignal }), signal);
    },
  };
}

/** The bytes that the state still stands on; anything else that was fetched is of no further use. */
function filesOf({ state }: Refreshed): ReadonlySet<Uint8Array> {
  const roles = [state.root, state.timestamp, state.snapshot, state.targets, ...state.delegations.values()];
  return new Set(roles.flatMap(({ document }) => document?.bytes ?? []));
}
