import { resolve } from 'node:path';
import { type AcceptedFile, type Gun, TIMESTAMP } from '../tuf/index.ts';
import { readChangelist, type StagedChanges } from './changelist.ts';
import { type KeyList, listKeys } from './key-store.ts';
import { type Machine, thisMachine } from './machine.ts';
import { type CachedMetadata, listRepositories, readMetadata } from './metadata-cache.ts';

/**
 * The folder that docker and notary keep their trust data in (facts 8), as the stores that operations ask for. One that
 * does not exist is empty. Everything rejects with `TrustDirError`.
 */
export interface TrustDir {
  /** Absolute. */
  readonly path: string;
  readonly keys: { list(): Promise<KeyList> };
  readonly cache: {
    read(gun: Gun): Promise<CachedMetadata>;
    write(gun: Gun, files: readonly AcceptedFile[]): Promise<void>;
    repositories(): Promise<readonly Gun[]>;
  };
  readonly changelist: { read(gun: Gun): Promise<StagedChanges> };
}

/** Opens a trust directory without touching it: nothing is read before it is asked for, nothing made before a write. */
export function openTrustDir(path: string, machine: Machine = thisMachine): TrustDir {
  const trustDir = resolve(path);
  const cachedTimestamps = new Map<Gun, Uint8Array | null>();
  // One write at a time: they would only wait for each other's lock.
  let lastWrite: Promise<void> = Promise.resolve();
  return {
    path: trustDir,
    keys: { list: () => listKeys(trustDir) },
    cache: {
      async read(gun) {
        const cached = await readMetadata(trustDir, gun);
        cachedTimestamps.set(gun, cached.files.get(TIMESTAMP) ?? null);
        return cached;
      },
      write(gun, files) {
        const write = lastWrite.then(async () => {
          // Loaded by those who write: most updates find nothing new.
          const { writeMetadata } = await import('./cache-writer.ts');
          const verifiedAgainst = cachedTimestamps.get(gun) ?? null;
          await writeMetadata({ trustDir, gun, files, verifiedAgainst, machine });
          cachedTimestamps.set(gun, files.find(({ role }) => role === TIMESTAMP)?.bytes ?? verifiedAgainst);
        });
        lastWrite = write.catch(() => undefined);
        return write;
      },
      repositories: () => listRepositories(trustDir),
    },
    changelist: { read: (gun) => readChangelist(trustDir, gun) },
  };
}
