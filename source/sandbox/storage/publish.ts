import { sha256Hex } from '../../crypto/index.ts';
import { type KeyId, type RoleName, TIMESTAMP } from '../../tuf/index.ts';
import { ApiError } from '../http/api-error.ts';
import { type Change, currentFile, type RepositoryRecord, type StoredFile } from './record.ts';

/** A file to be stored; its version has to be above the stored one of its role. */
export interface NewFile {
  readonly role: RoleName;
  readonly version: number;
  readonly bytes: Uint8Array;
}

export interface Publish {
  readonly files: readonly NewFile[];
  /** Keys of the server that signed some of them. */
  readonly usedKeys: ReadonlySet<KeyId>;
  readonly now: Date;
  readonly changeId: number;
}

/** The record after all files of a publish were stored. Throws `VERSION` when one of them is not newer than stored. */
export function publish(record: RepositoryRecord, options: Publish): RepositoryRecord {
  const { files, usedKeys, now } = options;
  if (files.some(({ role, version }) => version <= (currentFile(record, role)?.version ?? 0))) {
    throw new ApiError('VERSION', {});
  }
  const stored = files.map((file): StoredFile => ({ ...file, sha256: sha256Hex(file.bytes), savedAt: now }));
  const timestamp = stored.find(({ role }) => role === TIMESTAMP);
  const change: Change | null =
    timestamp === undefined
      ? null
      : {
          id: options.changeId,
          createdAt: now,
          gun: record.gun,
          category: 'update',
          version: timestamp.version,
          sha256: timestamp.sha256,
        };
  return {
    ...record,
    files: [...record.files, ...stored],
    keys: record.keys.map((key) => (usedKeys.has(key.id) ? { ...key, used: true } : key)),
    changes: change === null ? record.changes : [...record.changes, change],
  };
}

/**
 * The record after its metadata was deleted. Its keys stay, as in notary-server: whoever still has the root that names
 * them can publish it again.
 */
export function deletion(
  record: RepositoryRecord,
  options: { readonly now: Date; readonly changeId: number },
): RepositoryRecord {
  const change: Change = {
    id: options.changeId,
    createdAt: options.now,
    gun: record.gun,
    category: 'deletion',
    version: 0,
    sha256: null,
  };
  return { ...record, files: [], changes: [...record.changes, change] };
}
