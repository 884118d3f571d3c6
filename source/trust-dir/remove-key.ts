import { rm } from 'node:fs/promises';
import { systemCodeOf, TrustDirError, writeFailure } from './errors.ts';
import { keyPlace } from './key-place.ts';
import type { LocalKey } from './key-store.ts';
import type { Place } from './place.ts';
import { syncFolder } from './write-files.ts';

/** Removes exactly the file that a listed key was read from. Throws `key-not-found` when it has gone. */
export async function removeKey({ trustDir, turns }: Place, key: LocalKey): Promise<void> {
  // Looked for before, so that a trust directory that does not exist is not made.
  keyPlace(trustDir, key);
  await turns.locked((root) => removeKeyFile(root, key));
}

export async function removeKeyFile(root: string, key: LocalKey): Promise<void> {
  const { path, folder } = keyPlace(root, key);
  try {
    await rm(path);
  } catch (error) {
    throw systemCodeOf(error) === 'ENOENT'
      ? new TrustDirError('key-not-found', { path }, { cause: error })
      : writeFailure(error, path);
  }
  await syncFolder(folder);
}
