import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SandboxError, systemReason } from '../errors.ts';

const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;

/** A folder that only its owner can read, whose files are replaced as a whole. Throws `folder-unusable`. */
export interface PrivateFolder {
  readonly path: string;
  /** Names of the files, without those that a crash left half-written. */
  names(): readonly string[];
  /** The content of a file, or null when there is none. */
  read(name: string): Uint8Array | null;
  /** Replaces a file: at any instant the old or the new content is there. */
  write(name: string, content: Uint8Array, mode?: number): void;
  folder(name: string): PrivateFolder;
}

const UNFINISHED = '.new';

/** Opens a folder, making it when it is missing. */
export function openPrivateFolder(path: string): PrivateFolder {
  orUnusable(path, () => makeFolder(path));
  return {
    path,
    names: () => orUnusable(path, () => readdirSync(path)).filter((name) => !name.endsWith(UNFINISHED)),
    read: (name) => readOrNull(join(path, name)),
    write: (name, content, mode = PRIVATE_FILE) =>
      orUnusable(join(path, name), () => replaceFile(join(path, name), content, mode)),
    folder: (name) => openPrivateFolder(join(path, name)),
  };
}

/** Step by step: Node's own recursive `mkdir` never returns below `/proc`, where a parent exists but takes nothing. */
function makeFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    return;
  }
  if (dirname(path) !== path) {
    makeFolder(dirname(path));
  }
  mkdirSync(path, { mode: PRIVATE_FOLDER });
}

function readOrNull(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (systemReason(error) === 'ENOENT') {
      return null;
    }
    throw new SandboxError({ code: 'folder-unusable', path, reason: systemReason(error) }, { cause: error });
  }
}

function replaceFile(path: string, content: Uint8Array, mode: number): void {
  const unfinished = path + UNFINISHED;
  // Left by a crash, or a link laid by somebody: neither is written through.
  rmSync(unfinished, { force: true });
  const file = openSync(unfinished, 'wx', mode);
  try {
    for (let written = 0; written < content.length; ) {
      written += writeSync(file, content, written);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(unfinished, path);
}

function orUnusable<T>(path: string, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw new SandboxError({ code: 'folder-unusable', path, reason: systemReason(error) }, { cause: error });
  }
}
