import type { Sha256Hex } from '../../base/index.ts';
import type { PrivateKeyHandle } from '../../crypto/private.ts';
import type { Gun, KeyId, RoleName } from '../../tuf/index.ts';
import type { ServerRole } from '../http/router.ts';

/** One version of one role's metadata, kept to the byte. */
export interface StoredFile {
  readonly role: RoleName;
  readonly version: number;
  readonly sha256: Sha256Hex;
  readonly bytes: Uint8Array;
  readonly savedAt: Date;
}

export type ServerKeyType = 'ed25519' | 'ecdsa';

/** A key pair that the server holds for one repository. */
export interface ServerKey {
  readonly id: KeyId;
  readonly role: ServerRole;
  readonly handle: PrivateKeyHandle;
  /** Whether it has signed. One that has not is pending, and is offered again instead of a new one (facts 6.2). */
  readonly used: boolean;
}

/** An entry of the changefeed (facts 6.3). */
export interface Change {
  /** Counts up from 1 over the whole server. */
  readonly id: number;
  readonly createdAt: Date;
  readonly gun: Gun;
  readonly category: 'update' | 'deletion';
  /** Of the new timestamp; 0 for a deletion. */
  readonly version: number;
  /** Of the new timestamp's bytes; null for a deletion. */
  readonly sha256: Sha256Hex | null;
}

/** Everything the server keeps about one repository; replaced as a whole, so that no reader sees half a publish. */
export interface RepositoryRecord {
  readonly gun: Gun;
  /** In the order in which they were stored; the versions of a role rise. */
  readonly files: readonly StoredFile[];
  /** Oldest first. */
  readonly keys: readonly ServerKey[];
  /** Oldest first. A deleted repository keeps them. */
  readonly changes: readonly Change[];
}

export function emptyRecord(gun: Gun): RepositoryRecord {
  return { gun, files: [], keys: [], changes: [] };
}

/** The newest file of a role, or null. */
export function currentFile(record: RepositoryRecord, role: RoleName): StoredFile | null {
  return record.files.findLast((file) => file.role === role) ?? null;
}

/** The file of a role with a digest, or null. */
export function fileBySha256(record: RepositoryRecord, role: RoleName, sha256: Sha256Hex): StoredFile | null {
  return record.files.find((file) => file.role === role && file.sha256 === sha256) ?? null;
}

/** The file of a role with a version, or null. */
export function fileByVersion(record: RepositoryRecord, role: RoleName, version: number): StoredFile | null {
  return record.files.find((file) => file.role === role && file.version === version) ?? null;
}
