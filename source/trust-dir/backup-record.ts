import { join } from 'node:path';
import { utf8 } from '../base/index.ts';
import { asKeyId, type KeyId } from '../tuf/index.ts';
import { TrustDirError } from './errors.ts';
import { OWN_FOLDER, readOwnFile } from './own-files.ts';
import type { Place } from './place.ts';
import { replaceFiles } from './write-files.ts';

/** When each private key was last written to a backup from this machine. */
export interface BackupRecord {
  /** Rejects with `record-unreadable` when the file is not what trustdeck writes. */
  backedUp(): Promise<ReadonlyMap<KeyId, Date>>;
  note(ids: readonly KeyId[], at: Date): Promise<void>;
}

const FILE = [...OWN_FOLDER, 'backups.json'];
const VERSION = 1;

export function openBackupRecord({ trustDir, machine, turns }: Place): BackupRecord {
  return {
    backedUp: async () => readRecord(trustDir),
    note: (ids, at) =>
      turns.locked(async (root) => {
        const record = new Map([...readRecord(root), ...ids.map((id) => [id, at] as const)]);
        await replaceFiles(root, [{ segments: FILE, bytes: utf8(recordText(record)) }], machine);
      }),
  };
}

function recordText(record: ReadonlyMap<KeyId, Date>): string {
  const keys = [...record].map(([id, at]) => [id, at.toISOString()] as const).sort();
  return `${JSON.stringify({ version: VERSION, keys: Object.fromEntries(keys) }, null, 2)}\n`;
}

function readRecord(trustDir: string): ReadonlyMap<KeyId, Date> {
  const text = readOwnFile(trustDir, FILE);
  const record = text === null ? new Map<KeyId, Date>() : parseRecord(text);
  if (record === null) {
    throw new TrustDirError('record-unreadable', { path: join(trustDir, ...FILE) });
  }
  return record;
}

function parseRecord(text: string): Map<KeyId, Date> | null {
  const { version, keys } = parseObject(text);
  if (version !== VERSION || typeof keys !== 'object' || keys === null || Array.isArray(keys)) {
    return null;
  }
  const record = new Map<KeyId, Date>();
  for (const [name, value] of Object.entries(keys)) {
    const id = asKeyId(name);
    const at = new Date(typeof value === 'string' ? value : Number.NaN);
    if (id === null || Number.isNaN(at.getTime())) {
      return null;
    }
    record.set(id, at);
  }
  return record;
}

function parseObject(text: string): { readonly [member: string]: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
