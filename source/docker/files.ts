import { readdirSync, readFileSync, statSync } from 'node:fs';
import { decodeUtf8 } from '../base/index.ts';
import { DockerError, type DockerProblems } from './errors.ts';

/** All that this layer reads from disk goes through here. */
export interface ConfigFiles {
  /** Text of a file, or null when there is none. Throws `file-unreadable`. */
  read(path: string): Promise<string | null>;
  /** Names in a folder, sorted; empty when there is no such folder. Throws `file-unreadable`. */
  list(path: string): Promise<readonly string[]>;
}

/** Configuration and certificates are small; anything larger is a mistake or an attack. */
const MAX_BYTES = 4 * 1024 * 1024;

const REASONS: ReadonlyMap<string, DockerProblems['file-unreadable']['reason']> = new Map([
  ['ENOENT', 'missing'],
  ['ENOTDIR', 'missing'],
  ['EACCES', 'permission'],
  ['EPERM', 'permission'],
  ['EISDIR', 'not-a-file'],
]);

/**
 * The machine's own disk. Read without Node's asynchronous file access, which takes as long to load and to start as all
 * of these small files together take to read.
 */
export const diskFiles: ConfigFiles = {
  read: async (path) => orMissing(path, () => readText(path), null),
  list: async (path) => orMissing(path, () => readdirSync(path).toSorted(), []),
};

/** Reads a file that somebody named: its absence is an error. */
export async function readRequired(files: ConfigFiles, path: string): Promise<string> {
  const text = await files.read(path);
  if (text === null) {
    throw new DockerError('file-unreadable', { path, reason: 'missing' });
  }
  return text;
}

function readText(path: string): string {
  const about = statSync(path);
  if (!about.isFile()) {
    throw new DockerError('file-unreadable', { path, reason: 'not-a-file' });
  }
  if (about.size > MAX_BYTES) {
    throw new DockerError('file-unreadable', { path, reason: 'too-large' });
  }
  const text = decodeUtf8(readFileSync(path));
  if (text === null) {
    throw new DockerError('file-unreadable', { path, reason: 'not-utf8' });
  }
  return text;
}

function orMissing<Value>(path: string, read: () => Value, missing: Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof DockerError) {
      throw error;
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = REASONS.get(code) ?? 'failed';
    if (reason === 'missing') {
      return missing;
    }
    throw new DockerError('file-unreadable', { path, reason }, { cause: error });
  }
}
