import { open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inBatches } from './batches.ts';
import { writeFailure } from './errors.ts';
import { makeFolderInside } from './inside.ts';
import type { Machine } from './machine.ts';

const FILE_MODE = 0o600;
const TEMPORARY = /^\..+\.[0-9a-f]{12}\.tmp$/;

export interface FileToWrite {
  /** Path segments below the trust directory. */
  readonly segments: readonly string[];
  readonly bytes: Uint8Array;
}

/**
 * Replaces files, in order, each at once: whoever reads, and whatever crashes, finds the old or the new one. The
 * caller holds the lock, so that temporary files found here are those of a writer that died; they are removed. Nothing is
 * replaced when `inspect`, which is given each new file before it takes its place, rejects.
 */
export async function replaceFiles(
  root: string,
  files: readonly FileToWrite[],
  machine: Machine,
  inspect: (temporary: string) => Promise<void> = async () => undefined,
): Promise<void> {
  const folders = new Map(
    files.map(({ segments }) => [segments.slice(0, -1).join('/'), segments.slice(0, -1)]),
  );
  for (const segments of folders.values()) {
    await removeTemporary(makeFolderInside(root, segments));
  }
  const written = await inBatches(files, async ({ segments, bytes }) => {
    const path = join(root, ...segments);
    const temporary = join(dirname(path), `.${segments.at(-1) ?? ''}.${machine.randomName()}.tmp`);
    await writeDurably(temporary, bytes);
    await inspect(temporary).catch(async (error: unknown) => {
      await rm(temporary, { force: true });
      throw error;
    });
    return { path, temporary };
  });
  for (const { path, temporary } of written) {
    await rename(temporary, path).catch((error: unknown) => {
      throw writeFailure(error, path);
    });
  }
  await inBatches([...folders.values()], (segments) => syncFolder(join(root, ...segments)));
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  try {
    const file = await open(path, 'wx', FILE_MODE);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(path, { force: true });
    throw writeFailure(error, path);
  }
}

/** Removes what writers that died have left in a folder; the caller holds the lock. */
export async function removeTemporary(folder: string): Promise<void> {
  try {
    const names = (await readdir(folder)).filter((name) => TEMPORARY.test(name));
    await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
  } catch (error) {
    throw writeFailure(error, folder);
  }
}

/** Makes renames durable. Where a folder cannot be opened (Windows), the system takes care of that itself. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } catch (error) {
    throw writeFailure(error, path);
  } finally {
    await folder.close();
  }
}
