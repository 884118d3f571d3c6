import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { compareUtf8, utf8 } from '../base/index.ts';
import { TrustDirError, writeFailure } from './errors.ts';
import { entriesOf, folderInside, realFolder } from './inside.ts';
import { OWN_FOLDER, readOwnFile } from './own-files.ts';
import type { Place } from './place.ts';
import { removeTemporary, replaceFiles, syncFolder } from './write-files.ts';

/** Files of the journal: what is in them is for operations to say. */
export interface RunFiles {
  /** All of them, sorted by ID; `text` is null for one that cannot be read. */
  read(): Promise<readonly RunFile[]>;
  /** Writes one atomically and durably; replaces one of the same ID. */
  write(id: string, text: string): Promise<void>;
  /** One that has gone already is no error. */
  remove(id: string): Promise<void>;
}

export interface RunFile {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly text: string | null;
}

const JOURNAL_FOLDER = [...OWN_FOLDER, 'journal'];
const SUFFIX = '.json';
const SAFE_ID = /^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$/;

export function openRunFiles({ trustDir, machine, turns }: Place): RunFiles {
  return {
    read: async () => runNames(trustDir).map((name) => readRun(trustDir, name)),
    write: (id, text) => {
      const segments = [...JOURNAL_FOLDER, fileOf(id)];
      return turns.locked((root) => replaceFiles(root, [{ segments, bytes: utf8(text) }], machine));
    },
    remove: (id) => {
      const name = fileOf(id);
      return turns.locked((root) => removeRun(root, name));
    },
  };
}

function runNames(trustDir: string): readonly string[] {
  const root = realFolder(trustDir);
  const folder = root === null ? null : folderInside(root, JOURNAL_FOLDER);
  const names = folder === null ? [] : entriesOf(folder).map(({ name }) => name);
  return names.filter((name) => name.endsWith(SUFFIX) && !name.startsWith('.')).sort(compareUtf8);
}

function readRun(trustDir: string, name: string): RunFile {
  const path = join(trustDir, ...JOURNAL_FOLDER, name);
  const id = name.slice(0, -SUFFIX.length);
  try {
    return { id, path, text: SAFE_ID.test(id) ? readOwnFile(trustDir, [...JOURNAL_FOLDER, name]) : null };
  } catch (error) {
    if (error instanceof TrustDirError) {
      return { id, path, text: null };
    }
    throw error;
  }
}

async function removeRun(root: string, name: string): Promise<void> {
  const folder = folderInside(root, JOURNAL_FOLDER);
  if (folder === null) {
    return;
  }
  await removeTemporary(folder);
  const path = join(folder, name);
  await rm(path, { force: true }).catch((error: unknown) => {
    throw writeFailure(error, path);
  });
  await syncFolder(folder);
}

/** Throws a RangeError for what is no safe file name: IDs are ours to choose. */
function fileOf(id: string): string {
  if (!SAFE_ID.test(id)) {
    throw new RangeError('not the ID of a run');
  }
  return `${id}${SUFFIX}`;
}
