import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { join } from 'node:path';
import { readFailure, systemCodeOf, TrustDirError, writeFailure } from './errors.ts';

/** Folders are their owner's alone. */
export const FOLDER_MODE = 0o700;

/** A file that was read, and what the file system says about it. */
export interface FileContent {
  readonly bytes: Uint8Array;
  readonly modifiedAt: Date;
  /** Permission bits. */
  readonly mode: number;
}

export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'symbolic-link' | 'other';
}

/**
 * The trust directory's real path, or null when it does not exist. It may itself be reached through a link, which its
 * owner made; nothing inside it may lead out again.
 */
export function realFolder(path: string): string | null {
  try {
    const real = realpathSync.native(path);
    if (!lstatSync(real).isDirectory()) {
      throw new TrustDirError('not-a-directory', { path });
    }
    return real;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') {
      return null;
    }
    throw error instanceof TrustDirError ? error : readFailure(error, path);
  }
}

/** The folder of `segments` below `root`, or null when there is none. Throws `symbolic-link` when a link is in the way. */
export function folderInside(root: string, segments: readonly string[]): string | null {
  const path = join(root, ...segments);
  try {
    if (realpathSync.native(path) !== path) {
      throw new TrustDirError('symbolic-link', { path });
    }
    return path;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') {
      return null;
    }
    throw error instanceof TrustDirError ? error : readFailure(error, path);
  }
}

/** Makes the folder of `segments` below `root`, step by step, so that no link can lead a step elsewhere. */
export function makeFolderInside(root: string, segments: readonly string[]): string {
  let path = root;
  for (const segment of segments) {
    path = join(path, segment);
    makeFolder(path);
  }
  return path;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: FOLDER_MODE });
  } catch (error) {
    if (systemCodeOf(error) !== 'EEXIST') {
      throw writeFailure(error, path);
    }
    const found = lstatSync(path);
    if (found.isSymbolicLink()) {
      throw new TrustDirError('symbolic-link', { path });
    }
    if (!found.isDirectory()) {
      throw new TrustDirError('not-a-directory', { path });
    }
  }
}

/** What a folder holds, without following anything; nothing when it has just gone, or its name is no UTF-8. */
export function entriesOf(folder: string): readonly Entry[] {
  try {
    const found = readdirSync(folder, { withFileTypes: true });
    return found.map((entry) => ({
      name: entry.name,
      kind: entry.isSymbolicLink()
        ? 'symbolic-link'
        : entry.isDirectory()
          ? 'folder'
          : entry.isFile()
            ? 'file'
            : 'other',
    }));
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') {
      return [];
    }
    throw readFailure(error, folder);
  }
}

/**
 * Reads a regular file of at most `maxBytes`, or returns null when it does not exist. A link is not followed, and
 * opening never waits for the other end of a pipe.
 */
export function readRegularFile(path: string, maxBytes: number): FileContent | null {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  let file: number | null = null;
  try {
    file = openSync(path, flags);
    const found = fstatSync(file);
    if (!found.isFile()) {
      throw new TrustDirError('not-a-file', { path });
    }
    if (found.size > maxBytes) {
      throw new TrustDirError('file-too-large', { path, limit: maxBytes });
    }
    const bytes = new Uint8Array(found.size);
    const length = readFully(file, bytes);
    return { bytes: bytes.subarray(0, length), modifiedAt: found.mtime, mode: found.mode & 0o777 };
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') {
      return null;
    }
    throw error instanceof TrustDirError ? error : readFailure(error, path);
  } finally {
    if (file !== null) {
      closeSync(file);
    }
  }
}

function readFully(file: number, into: Uint8Array): number {
  let length = 0;
  while (length < into.byteLength) {
    const bytesRead = readSync(file, into, length, into.byteLength - length, length);
    if (bytesRead === 0) {
      break;
    }
    length += bytesRead;
  }
  return length;
}
