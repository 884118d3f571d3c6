import { resolve } from 'node:path';
import { type AcceptedFile, type Gun, TIMESTAMP } from '../tuf/index.ts';
import type { BackupRecord } from './backup-record.ts';
import { readChangelist, type StagedChanges } from './changelist.ts';
import { listKeys } from './key-store.ts';
import type { KeyVault } from './key-vault-types.ts';
import { lazyBackups, lazyRuns, lazyVault } from './lazy-stores.ts';
import { type Machine, thisMachine } from './machine.ts';
import { type CachedMetadata, listRepositories, readMetadata } from './metadata-cache.ts';
import type { Place } from './place.ts';
import type { RunFiles } from './run-files.ts';
import { writeTurns } from './write-turns.ts';

/**
 * The folder that docker and notary keep their trust data in (facts 8), as the stores that operations ask for. One that
 * does not exist is empty. Everything rejects with `TrustDirError`.
 */
export interface TrustDir {
  /** Absolute. */
  readonly path: string;
  readonly keys: Pick<KeyVault, 'list'>;
  readonly vault: KeyVault;
  readonly cache: {
    read(gun: Gun): Promise<CachedMetadata>;
    write(gun: Gun, files: readonly AcceptedFile[]): Promise<void>;
    drop(gun: Gun, files: readonly AcceptedFile[]): Promise<void>;
    repositories(): Promise<readonly Gun[]>;
    remove(gun: Gun): Promise<void>;
  };
  readonly changelist: {
    read(gun: Gun): Promise<StagedChanges>;
    remove(gun: Gun, files: readonly string[]): Promise<void>;
  };
  /** The files of trustdeck's own journal. */
  readonly runs: RunFiles;
  readonly backups: BackupRecord;
}

/** Opens a trust directory without touching it: nothing is read before it is asked for, nothing made before a write. */
export function openTrustDir(path: string, machine: Machine = thisMachine): TrustDir {
  const trustDir = resolve(path);
  const turns = writeTurns(trustDir, machine);
  const place = { trustDir, machine, turns };
  return {
    path: trustDir,
    keys: { list: () => listKeys(trustDir) },
    vault: lazyVault(place),
    cache: metadataCache(place),
    changelist: {
      read: (gun) => readChangelist(trustDir, gun),
      async remove(gun, files) {
        const { removeStagedChanges } = await import('./removal.ts');
        await removeStagedChanges(place, { gun, files });
      },
    },
    runs: lazyRuns(place),
    backups: lazyBackups(place),
  };
}

function metadataCache(place: Place): TrustDir['cache'] {
  const { trustDir, machine, turns } = place;
  const cachedTimestamps = new Map<Gun, Uint8Array | null>();
  return {
    async read(gun) {
      const cached = await readMetadata(trustDir, gun);
      cachedTimestamps.set(gun, cached.files.get(TIMESTAMP) ?? null);
      return cached;
    },
    write: (gun, files) =>
      turns.inTurn(async () => {
        // Loaded by those who write: most updates find nothing new.
        const { writeMetadata } = await import('./cache-writer.ts');
        const verifiedAgainst = cachedTimestamps.get(gun) ?? null;
        await writeMetadata({ trustDir, gun, files, verifiedAgainst, machine });
        cachedTimestamps.set(gun, files.find(({ role }) => role === TIMESTAMP)?.bytes ?? verifiedAgainst);
      }),
    async drop(gun, files) {
      const { dropMetadata } = await import('./removal.ts');
      await dropMetadata(place, { gun, files });
    },
    repositories: () => listRepositories(trustDir),
    async remove(gun) {
      const { removeRepository } = await import('./removal.ts');
      await removeRepository(place, gun);
      cachedTimestamps.delete(gun);
    },
  };
}
