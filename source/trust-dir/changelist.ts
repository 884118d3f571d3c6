import { join } from 'node:path';
import { compareUtf8, decodeUtf8, fromBase64 } from '../base/index.ts';
import { type Edit, editsOfStagedChange, type Gun } from '../tuf/index.ts';
import { inBatches } from './batches.ts';
import { TrustDirError } from './errors.ts';
import { entriesOf, folderInside, readRegularFile, realFolder } from './inside.ts';
import { TRUST_DIR_LIMITS } from './limits.ts';
import { changelistFolder } from './names.ts';

const ACTIONS = ['create', 'update', 'delete'] as const;
const TYPES = ['target', 'delegation', 'witness', 'role'] as const;

/** A change staged by notary, docker or trustdeck, not yet published (facts 8.4). */
export interface StagedChange {
  readonly file: string;
  readonly action: (typeof ACTIONS)[number];
  /** The role it applies to, or the wildcard `targets/*`. */
  readonly scope: string;
  readonly type: (typeof TYPES)[number];
  /** Target name, or empty. */
  readonly path: string;
  /** What it does to the repository; null where that cannot be told, so that it cannot be published. */
  readonly edits: readonly Edit[] | null;
}

export interface StagedChanges {
  readonly changes: readonly StagedChange[];
  /** Names of entries that are no change; notary would refuse to publish. */
  readonly unreadable: readonly string[];
}

/** Reads the staged changes of a repository in the order in which they would apply: by file name, bytewise. */
export async function readChangelist(trustDir: string, gun: Gun): Promise<StagedChanges> {
  const root = realFolder(trustDir);
  const folder = root === null ? null : folderInside(root, changelistFolder(gun));
  if (folder === null) {
    return { changes: [], unreadable: [] };
  }
  const entries = entriesOf(folder);
  if (entries.length > TRUST_DIR_LIMITS.entries) {
    throw new TrustDirError('too-many-entries', { path: folder, limit: TRUST_DIR_LIMITS.entries });
  }
  // Whatever its extension, a file counts; folders are another GUN's or nobody's (facts 13.38).
  const names = entries.filter((entry) => entry.kind !== 'folder').map((entry) => entry.name);
  const read = await inBatches(names.sort(compareUtf8), async (name) => ({
    name,
    change: parseChange(name, await readEntry(join(folder, name))),
  }));
  return {
    changes: read.flatMap(({ change }) => (change === null ? [] : [change])),
    unreadable: read.filter(({ change }) => change === null).map(({ name }) => name),
  };
}

async function readEntry(path: string): Promise<Uint8Array | null> {
  try {
    return readRegularFile(path, TRUST_DIR_LIMITS.changeFileBytes)?.bytes ?? null;
  } catch (error) {
    if (error instanceof TrustDirError) {
      return null;
    }
    throw error;
  }
}

/** The change in a file, or null when the file holds none. */
function parseChange(file: string, bytes: Uint8Array | null): StagedChange | null {
  const value = bytes === null ? null : parseObject(bytes);
  if (value === null) {
    return null;
  }
  const { action, role: scope, type, path } = value;
  const data = payloadOf(value['data']);
  if (!isOneOf(ACTIONS, action) || !isOneOf(TYPES, type) || data === undefined) {
    return null;
  }
  if (typeof scope !== 'string' || typeof path !== 'string') {
    return null;
  }
  const change = { action, scope, type, path };
  return { file, ...change, edits: editsOfStagedChange({ ...change, data }) };
}

function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | null {
  const text = decodeUtf8(bytes);
  try {
    const value: unknown = text === null ? null : JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

function isOneOf<Word extends string>(words: readonly Word[], value: unknown): value is Word {
  return (words as readonly unknown[]).includes(value);
}

/** The decoded payload, null without one; undefined for what Go would not take for bytes. */
function payloadOf(data: unknown): Uint8Array | null | undefined {
  if (data === undefined || data === null) {
    return null;
  }
  return typeof data === 'string' ? (fromBase64(data) ?? undefined) : undefined;
}
