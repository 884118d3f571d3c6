import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesEqual, decodeUtf8 } from '../base/index.ts';
import { type AcceptedFile, type Gun, TIMESTAMP } from '../tuf/index.ts';
import { inBatches } from './batches.ts';
import { writeFailure } from './errors.ts';
import { folderInside, readRegularFile } from './inside.ts';
import { TRUST_DIR_LIMITS } from './limits.ts';
import { takeLock } from './lock.ts';
import type { Machine } from './machine.ts';
import { ensureFolder } from './make-folder.ts';
import { metadataFolder, roleFile } from './names.ts';
import { type FileToWrite, replaceFiles } from './write-files.ts';

export interface MetadataWrite {
  readonly trustDir: string;
  readonly gun: Gun;
  /** Verified files, in the order in which they are to be replaced. */
  readonly files: readonly AcceptedFile[];
  /** The cached timestamp against which the files were verified; null when there was none. */
  readonly verifiedAgainst: Uint8Array | null;
  readonly machine: Machine;
}

/**
 * Writes verified metadata to the cache that docker and notary share; makes the trust directory when there is none.
 * Files that are the same already are not touched, but the timestamp's time says that it was found current.
 */
export async function writeMetadata(options: MetadataWrite): Promise<void> {
  const { trustDir, gun, machine } = options;
  const files = options.files.map(({ role, bytes }) => ({
    role,
    bytes,
    segments: [...metadataFolder(gun), ...roleFile(role)],
  }));
  if (files.length === 0) {
    return;
  }
  const root = await ensureFolder(trustDir);
  if ((await changedFiles(root, files)).length > 0) {
    const release = await takeLock(root, machine);
    try {
      if (await isOvertaken(root, options)) {
        return;
      }
      await replaceFiles(root, await changedFiles(root, files), machine);
    } finally {
      await release();
    }
  }
  await touchTimestamp(root, options);
}

/** Those of `files` that the cache does not hold already. */
async function changedFiles(root: string, files: readonly FileToWrite[]): Promise<readonly FileToWrite[]> {
  const changed = await inBatches(files, async (file) => {
    const cached = await readInside(root, file.segments);
    return cached !== null && bytesEqual(cached, file.bytes) ? [] : [file];
  });
  return changed.flat();
}

/**
 * Whether another process has meanwhile cached something newer than we verified against and than we bring. A newer
 * file that was there before is no reason: after the rotation of a compromised timestamp key, versions may go back.
 */
async function isOvertaken(root: string, { gun, files, verifiedAgainst }: MetadataWrite): Promise<boolean> {
  const cached = await readInside(root, [...metadataFolder(gun), ...roleFile(TIMESTAMP)]);
  if (cached === null || (verifiedAgainst !== null && bytesEqual(cached, verifiedAgainst))) {
    return false;
  }
  const ours = files.find(({ role }) => role === TIMESTAMP);
  return ours !== undefined && versionOf(cached) > versionOf(ours.bytes);
}

function versionOf(bytes: Uint8Array): number {
  try {
    const version: unknown = JSON.parse(decodeUtf8(bytes) ?? '')?.signed?.version;
    return typeof version === 'number' ? version : 0;
  } catch {
    return 0;
  }
}

async function readInside(root: string, segments: readonly string[]): Promise<Uint8Array | null> {
  const folder = folderInside(root, segments.slice(0, -1));
  const path = folder === null ? null : join(folder, segments.at(-1) ?? '');
  const file = path === null ? null : readRegularFile(path, TRUST_DIR_LIMITS.metadataFileBytes);
  return file?.bytes ?? null;
}

async function touchTimestamp(root: string, { gun, files, machine }: MetadataWrite): Promise<void> {
  if (!files.some(({ role }) => role === TIMESTAMP)) {
    return;
  }
  const path = join(root, ...metadataFolder(gun), ...roleFile(TIMESTAMP));
  const now = machine.clock.now();
  try {
    await utimes(path, now, now);
  } catch (error) {
    throw writeFailure(error, path);
  }
}
