import { join } from 'node:path';
import { decodeUtf8 } from '../base/index.ts';
import { folderInside, readRegularFile, realFolder } from './inside.ts';
import { TRUST_DIR_LIMITS } from './limits.ts';

/** What trustdeck keeps for itself in a trust directory; docker and notary do not look there. */
export const OWN_FOLDER: readonly string[] = ['trustdeck'];

/** The text of a file of ours, by its path segments below the trust directory; null when it does not exist. */
export function readOwnFile(trustDir: string, segments: readonly string[]): string | null {
  const root = realFolder(trustDir);
  const folder = root === null ? null : folderInside(root, segments.slice(0, -1));
  const file =
    folder === null
      ? null
      : readRegularFile(join(folder, segments.at(-1) ?? ''), TRUST_DIR_LIMITS.ownFileBytes);
  // What is no UTF-8 is none of ours either way: it stays text that no format fits.
  return file === null ? null : (decodeUtf8(file.bytes) ?? '');
}
