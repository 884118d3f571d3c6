import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCodeOf, TrustDirError, writeFailure } from './errors.ts';
import { FOLDER_MODE, realFolder } from './inside.ts';

/**
 * The real path of a folder, which is made with those above it when it is missing. Step by step: Node's own recursive
 * `mkdir` never returns where a parent exists but nothing can be made in it, as below `/proc`.
 */
export async function ensureFolder(path: string): Promise<string> {
  const existing = realFolder(path);
  if (existing !== null) {
    return existing;
  }
  const parent = dirname(path);
  if (parent !== path) {
    await ensureFolder(parent);
  }
  try {
    await mkdir(path, { mode: FOLDER_MODE });
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') {
      throw writeFailure(error, path);
    }
  }
  const made = realFolder(path);
  if (made === null) {
    // A link stands there that leads nowhere.
    throw new TrustDirError('unwritable', { path, systemCode: 'EEXIST' });
  }
  return made;
}
