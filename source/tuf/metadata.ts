import type { Sha256Hex } from '../base/index.ts';
import type { KeyId, TufKey } from './key.ts';
import type { BaseRole, RoleName } from './role-name.ts';

/** A value of JSON, as parsed: unknown members stay in place. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** One entry of a document's `signatures`, as served; `method` in lower case (facts 2.3). */
export interface Signature {
  readonly keyId: string;
  readonly method: string;
  readonly signature: Uint8Array;
}

/** Which keys, and how many of them, must sign a role. */
export interface RoleKeys {
  readonly keyIds: readonly KeyId[];
  /** At least 1. */
  readonly threshold: number;
}

/** Digests and exact size in bytes of a file or a target. Digests in lower-case hexadecimal. */
export interface FileMeta {
  readonly length: number;
  readonly sha256: Sha256Hex | null;
  readonly sha512: string | null;
}

export interface Target extends FileMeta {
  readonly name: string;
  /** The `custom` member as parsed, or undefined when there is none. */
  readonly custom: JsonValue | undefined;
}

/** A delegation as its parent writes it down. */
export interface Delegation extends RoleKeys {
  readonly name: RoleName;
  /** String prefixes of target names; `''` covers everything, none covers nothing (facts 1.2). */
  readonly paths: readonly string[];
}

/** What every document has in common. */
export interface MetadataDocument<Body> {
  /** The served bytes, exactly: hashes, sizes and the cache are made from these. */
  readonly bytes: Uint8Array;
  /** The canonical form of `signed`, over which signatures are made. */
  readonly signedBytes: Uint8Array;
  readonly signatures: readonly Signature[];
  readonly version: number;
  readonly expires: Date;
  /** `expires` as written: Go's form has nanoseconds and an offset. */
  readonly expiresText: string;
  readonly body: Body;
  /** `signed` as parsed, with members this version of trustdeck does not know. */
  readonly raw: { readonly [name: string]: JsonValue };
}

export interface RootBody {
  readonly consistentSnapshot: boolean;
  readonly keys: ReadonlyMap<KeyId, TufKey>;
  readonly roles: Readonly<Record<BaseRole, RoleKeys>>;
}

export interface TargetsBody {
  readonly targets: ReadonlyMap<string, Target>;
  readonly delegations: {
    readonly keys: ReadonlyMap<KeyId, TufKey>;
    readonly roles: readonly Delegation[];
  };
}

/** `meta` of a snapshot (by role name) or of a timestamp (only `snapshot`). */
export interface FileListBody {
  readonly meta: ReadonlyMap<string, FileMeta>;
}

export type RootDocument = MetadataDocument<RootBody>;
export type TargetsDocument = MetadataDocument<TargetsBody>;
export type SnapshotDocument = MetadataDocument<FileListBody>;
export type TimestampDocument = MetadataDocument<FileListBody>;
