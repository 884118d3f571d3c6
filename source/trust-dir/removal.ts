import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesEqual } from '../base/index.ts';
import type { AcceptedFile, Gun } from '../tuf/index.ts';
import { systemCodeOf, writeFailure } from './errors.ts';
import { entriesOf, folderInside, readRegularFile, realFolder } from './inside.ts';
import { TRUST_DIR_LIMITS } from './limits.ts';
import { changelistFolder, metadataFolder, REPOSITORIES_FOLDER, roleFile } from './names.ts';
import type { Place } from './place.ts';
import { syncFolder } from './write-files.ts';

const DELEGATIONS = 'targets';
const ANCHOR = 'root.json';

/** Removes staged changes by the names of their files; those that have gone already are no error. */
export async function removeStagedChanges(
  { turns }: Place,
  { gun, files }: { readonly gun: Gun; readonly files: readonly string[] },
): Promise<void> {
  const segments = changelistFolder(gun);
  if (files.some((file) => !isPlainName(file))) {
    throw new RangeError('not the name of a staged change');
  }
  await turns.locked(async (root) => {
    const folder = folderInside(root, segments);
    if (folder === null) {
      return;
    }
    for (const file of files) {
      await removing(join(folder, file));
    }
    await syncFolder(folder);
  });
}

/**
 * Removes cached files that are still these ones: whoever has written another in between, and docker and notary know no
 * lock, has verified something newer. The last one of a folder leaves the folder, as in docker and notary.
 */
export async function dropMetadata(
  { turns, trustDir }: Place,
  { gun, files }: { readonly gun: Gun; readonly files: readonly AcceptedFile[] },
): Promise<void> {
  const places = files.map(({ role, bytes }) => ({
    bytes,
    segments: [...metadataFolder(gun), ...roleFile(role)],
  }));
  if (realFolder(trustDir) === null) {
    return;
  }
  await turns.locked(async (root) => {
    for (const { segments, bytes } of places) {
      const folder = folderInside(root, segments.slice(0, -1));
      const path = folder === null ? null : join(folder, segments.at(-1) ?? '');
      const cached = path === null ? null : readRegularFile(path, TRUST_DIR_LIMITS.metadataFileBytes);
      if (folder !== null && path !== null && cached !== null && bytesEqual(cached.bytes, bytes)) {
        await removing(path);
        await syncFolder(folder);
      }
    }
  });
}

function isPlainName(file: string): boolean {
  return file !== '' && file !== '.' && file !== '..' && !/[/\\\0]/.test(file);
}

/**
 * Removes the cached metadata and staged changes of exactly this repository. The folders of GUNs nest, and one may be
 * called `metadata` itself: only what can be of this one goes (facts 13.24), the folders only when that leaves them empty.
 */
export async function removeRepository({ turns, trustDir }: Place, gun: Gun): Promise<void> {
  const places = [changelistFolder(gun), metadataFolder(gun)];
  if (realFolder(trustDir) === null) {
    return;
  }
  await turns.locked(async (root) => {
    for (const segments of places) {
      const folder = folderInside(root, segments);
      if (folder !== null) {
        await removeContent(folder);
        await removeWhileEmpty(root, segments);
      }
    }
  });
}

/** The root goes last: whatever stops this half way leaves the anchor of trust. */
async function removeContent(folder: string): Promise<void> {
  const entries = entriesOf(folder);
  if (entries.some(({ name, kind }) => kind === 'folder' && name === DELEGATIONS)) {
    // No GUN's folder lies in there: `metadataFolder` refuses those.
    await removing(join(folder, DELEGATIONS), { recursive: true });
  }
  const files = entries.filter(({ kind }) => kind !== 'folder').map(({ name }) => name);
  for (const name of files.sort((left, right) => Number(left === ANCHOR) - Number(right === ANCHOR))) {
    await removing(join(folder, name));
  }
  await syncFolder(folder);
}

/** Removes the folder of `segments` below `root` and those above it, up to the first that still holds something. */
async function removeWhileEmpty(root: string, segments: readonly string[]): Promise<void> {
  for (let length = segments.length; length > REPOSITORIES_FOLDER.length; length -= 1) {
    const path = join(root, ...segments.slice(0, length));
    try {
      await rmdir(path);
    } catch (error) {
      const systemCode = systemCodeOf(error);
      if (systemCode === 'ENOTEMPTY' || systemCode === 'EEXIST') {
        return;
      }
      if (systemCode !== 'ENOENT') {
        throw writeFailure(error, path);
      }
    }
  }
}

async function removing(path: string, options: { readonly recursive?: boolean } = {}): Promise<void> {
  await rm(path, { force: true, ...options }).catch((error: unknown) => {
    throw writeFailure(error, path);
  });
}
