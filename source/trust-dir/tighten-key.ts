import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCodeOf, TrustDirError, writeFailure } from './errors.ts';
import { FOLDER_MODE } from './inside.ts';
import { keyPlace } from './key-place.ts';
import type { LocalKey } from './key-store.ts';
import type { Place } from './place.ts';

const KEY_FILE_MODE = 0o600;

/**
 * Leaves the file of a listed key to its owner alone, and so the folders that lead to it from the trust directory down,
 * as far as they are ours; the trust directory itself is its owner's to decide on. Throws `key-not-found` when the file
 * has gone, `symbolic-link` when a link is in the way.
 */
export async function tightenKey({ trustDir, turns }: Place, key: LocalKey): Promise<void> {
  // Looked for before, so that a trust directory that does not exist is not made.
  keyPlace(trustDir, key);
  await turns.locked(async (root) => {
    const { path, folder } = keyPlace(root, key);
    await setMode(path, {
      mode: KEY_FILE_MODE,
      flags: 0,
      require: (found) => {
        if (!found.isFile()) {
          throw new TrustDirError('not-a-file', { path });
        }
        return true;
      },
    });
    for (const each of foldersBetween(root, folder)) {
      const flags = constants.O_DIRECTORY;
      await setMode(each, { mode: FOLDER_MODE, flags, require: isOurs });
    }
  });
}

/** `folder` and those above it, as far as the trust directory's own, which is not among them; the innermost first. */
function foldersBetween(root: string, folder: string): readonly string[] {
  return folder === root ? [] : [folder, ...foldersBetween(root, dirname(folder))];
}

function isOurs({ uid }: Stats): boolean {
  return process.getuid === undefined || process.getuid() === uid;
}

interface Setting {
  readonly mode: number;
  /** Beside those that follow no link and wait for nobody. */
  readonly flags: number;
  /** Throws where it must not be, false where it need not be. */
  readonly require: (found: Stats) => boolean;
}

/** Sets the mode of what was opened: whatever is put under its name meanwhile cannot have another file's mode changed. */
async function setMode(path: string, { mode, flags, require }: Setting): Promise<void> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | flags);
    if (require(await file.stat())) {
      await file.chmod(mode);
    }
  } catch (error) {
    throw refusal(error, path);
  } finally {
    await file?.close();
  }
}

function refusal(error: unknown, path: string): unknown {
  switch (systemCodeOf(error)) {
    case 'ENOENT':
      return new TrustDirError('key-not-found', { path }, { cause: error });
    case 'ELOOP':
    case 'ENOTDIR':
      return new TrustDirError('symbolic-link', { path }, { cause: error });
    default:
      return error instanceof TrustDirError ? error : writeFailure(error, path);
  }
}
