import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCodeOf, TrustDirError, writeFailure } from './errors.ts';
import { FOLDER_MODE, realFolder } from './inside.ts';
import { keyPlace } from './key-place.ts';
import type { LocalKey } from './key-store.ts';
import type { Place } from './place.ts';

const KEY_FILE_MODE = 0o600;

/**
 * Leaves the file of a listed key, and the folders from the trust directory down to it, to their owner alone; the trust
 * directory itself is its owner's to decide on. Throws `key-not-found` when the file has gone, `symbolic-link` when a link
 * is in the way: modes are set through an open file, so that no link put there meanwhile leads to another one.
 */
export async function tightenKey({ trustDir, turns }: Place, key: LocalKey): Promise<void> {
  // Looked for before, so that a trust directory that does not exist is not made.
  keyPlace(trustDir, key);
  await turns.locked(async (root) => {
    const { path, folder } = keyPlace(root, key);
    for (const each of foldersBetween(realFolder(root) ?? root, folder)) {
      await setMode(each, FOLDER_MODE, constants.O_DIRECTORY);
    }
    await setMode(path, KEY_FILE_MODE, 0);
  });
}

/** `folder` and those above it, as far as the trust directory's own, which is not among them. */
function foldersBetween(root: string, folder: string): readonly string[] {
  return folder === root ? [] : [...foldersBetween(root, dirname(folder)), folder];
}

async function setMode(path: string, mode: number, flags: number): Promise<void> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | flags);
    const found = await file.stat();
    if (flags === 0 && !found.isFile()) {
      throw new TrustDirError('not-a-file', { path });
    }
    await file.chmod(mode);
  } catch (error) {
    const code = systemCodeOf(error);
    if (error instanceof TrustDirError) {
      throw error;
    }
    if (code === 'ENOENT') {
      throw new TrustDirError('key-not-found', { path }, { cause: error });
    }
    throw code === 'ELOOP' || code === 'ENOTDIR'
      ? new TrustDirError('symbolic-link', { path }, { cause: error })
      : writeFailure(error, path);
  } finally {
    await file?.close();
  }
}
