import { fromHex, toBase64 } from '../base/index.ts';
import type { KeyId, TufKey } from './key.ts';
import { tufKeyJson } from './key-id.ts';
import type { Delegation, FileMeta, JsonValue, RoleKeys, Target } from './metadata.ts';
import type { BaseRole } from './role-name.ts';

/** The `signed` part of a document, ready for `signDocument`. */
export type SignedPart = { readonly [name: string]: JsonValue };

interface Common {
  readonly version: number;
  /** As `formatExpiry` writes it. */
  readonly expires: string;
}

export interface RootContent extends Common {
  /** Every key that a role names, and any that is kept for others to translate IDs by (facts 4.1). */
  readonly keys: readonly TufKey[];
  readonly roles: Readonly<Record<BaseRole, RoleKeys>>;
  /** Always false in what Notary makes, which is what it is without one (facts 4.1). */
  readonly consistentSnapshot?: boolean;
  /** Further roles as they are written, such as `root.1` of very old roots (facts 4.1). */
  readonly extraRoles?: { readonly [name: string]: JsonValue };
}

export interface TargetsContent extends Common {
  readonly targets: readonly Target[];
  readonly delegations: { readonly keys: readonly TufKey[]; readonly roles: readonly Delegation[] };
}

export interface FileListContent extends Common {
  readonly meta: ReadonlyMap<string, FileMeta>;
}

/** `signed` of a root, member for member as Notary's struct has them (facts 3.3 and 4.1). */
export function buildRoot(content: RootContent): SignedPart {
  const { root, snapshot, targets, timestamp } = content.roles;
  return {
    ...common('Root', content),
    consistent_snapshot: content.consistentSnapshot ?? false,
    keys: keysJson(content.keys),
    roles: {
      ...content.extraRoles,
      root: roleKeysJson(root),
      snapshot: roleKeysJson(snapshot),
      targets: roleKeysJson(targets),
      timestamp: roleKeysJson(timestamp),
    },
  };
}

/** `signed` of targets or of a delegation; `delegations` stands there even when it is empty (facts 3.3). */
export function buildTargets(content: TargetsContent): SignedPart {
  return {
    ...common('Targets', content),
    delegations: {
      keys: keysJson(content.delegations.keys),
      roles: content.delegations.roles.map(delegationJson),
    },
    targets: Object.fromEntries(content.targets.map((target) => [target.name, targetJson(target)])),
  };
}

export function buildSnapshot(content: FileListContent): SignedPart {
  return { ...common('Snapshot', content), meta: fileListJson(content.meta) };
}

export function buildTimestamp(content: FileListContent): SignedPart {
  return { ...common('Timestamp', content), meta: fileListJson(content.meta) };
}

function common(type: string, { version, expires }: Common): SignedPart {
  return { _type: type, version, expires };
}

function keysJson(keys: readonly TufKey[]): JsonValue {
  return Object.fromEntries(keys.map((key): [KeyId, JsonValue] => [key.id, tufKeyJson(key)]));
}

function roleKeysJson({ keyIds, threshold }: RoleKeys): { readonly [name: string]: JsonValue } {
  return { keyids: keyIds, threshold };
}

/** Notary drops empty `paths` when it writes the file back, so they are left out from the start. */
function delegationJson(delegation: Delegation): JsonValue {
  const { name, paths } = delegation;
  return { ...roleKeysJson(delegation), name, ...(paths.length > 0 ? { paths } : {}) };
}

/** An entry of `targets`. */
export function targetJson(target: Target): JsonValue {
  const { custom } = target;
  return { ...fileMetaJson(target), ...(custom === undefined || custom === null ? {} : { custom }) };
}

function fileListJson(meta: ReadonlyMap<string, FileMeta>): JsonValue {
  return Object.fromEntries([...meta].map(([name, file]) => [name, fileMetaJson(file)]));
}

/** An entry of `meta`. */
export function fileMetaJson({ length, sha256, sha512 }: FileMeta): { readonly [name: string]: JsonValue } {
  return {
    hashes: {
      ...(sha256 === null ? {} : { sha256: hexToBase64(sha256) }),
      ...(sha512 === null ? {} : { sha512: hexToBase64(sha512) }),
    },
    length,
  };
}

function hexToBase64(hex: string): string {
  const bytes = fromHex(hex);
  if (bytes === null) {
    throw new RangeError('a digest is written in lower-case hexadecimal');
  }
  return toBase64(bytes);
}
