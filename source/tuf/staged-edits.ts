import type { Edit } from './edit.ts';
import { asRoleName, isDelegation, type RoleName, TARGETS } from './role-name.ts';
import { type DelegationPayload, readDelegationPayload, readTargetPayload } from './staged-payload.ts';

/** A change as Notary's changelist holds it (facts 8.4). */
export interface StagedChangeContent {
  readonly action: string;
  /** A role, or the wildcard `targets/*`. */
  readonly scope: string;
  readonly type: string;
  /** Name of a target, or empty. */
  readonly path: string;
  /** The decoded payload, JSON; null without one. */
  readonly data: Uint8Array | null;
}

interface Staged {
  readonly role: RoleName;
  readonly path: string;
  readonly data: Uint8Array | null;
}

type Reader = (staged: Staged) => readonly Edit[] | null;

/** How `notary delegation purge` says every delegation. */
const EVERY_DELEGATION = 'targets/*';

/** By `type` and `action`. Rotations (`role create`) exist only in Notary's memory, never in a file. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['target create', putTarget],
  ['target delete', removeTarget],
  ['delegation create', addDelegation],
  ['delegation update', updateDelegation],
  ['delegation delete', removeDelegation],
  ['witness update', witness],
]);

/**
 * What publishing a staged change does, as Notary applies it (facts 10.2). null when that cannot be told for certain:
 * another kind of change, a payload with unknown members, or one that Notary itself would refuse.
 */
export function editsOfStagedChange(change: StagedChangeContent): readonly Edit[] | null {
  const data = change.data?.length === 0 ? null : change.data;
  const kind = `${change.type} ${change.action}`;
  if (change.scope === EVERY_DELEGATION) {
    return kind === 'delegation update' ? purge(data) : null;
  }
  const role = asRoleName(change.scope);
  const isForRole =
    role !== null && (isDelegation(role) || (role === TARGETS && change.type !== 'delegation'));
  const read = READERS.get(kind);
  return read !== undefined && isForRole ? read({ role, path: change.path, data }) : null;
}

function putTarget({ role, path, data }: Staged): readonly Edit[] | null {
  const target = readTargetPayload(path, data);
  return target === null ? null : [{ kind: 'put-target', role, target }];
}

function removeTarget({ role, path, data }: Staged): readonly Edit[] | null {
  return data === null ? [{ kind: 'remove-target', role, name: path }] : null;
}

/** The threshold counts for a new role only, as it does in the edit. */
function addDelegation({ role, data }: Staged): readonly Edit[] | null {
  const payload = readDelegationPayload(data);
  if (payload === null || takesAway(payload)) {
    return null;
  }
  const { addKeys: keys, addPaths: paths, threshold } = payload;
  return [{ kind: 'add-delegation', role, keys, paths, ...(threshold === null ? {} : { threshold }) }];
}

/** Clients only ever take away by an update. */
function updateDelegation({ role, data }: Staged): readonly Edit[] | null {
  const payload = readDelegationPayload(data);
  if (payload === null || adds(payload)) {
    return null;
  }
  const { removeKeys: keyIds, removePaths, clearPaths } = payload;
  const paths = clearPaths ? 'all' : removePaths;
  return [
    ...(keyIds.length > 0 ? [{ kind: 'remove-keys', role, keyIds } as const] : []),
    ...(paths.length > 0 ? [{ kind: 'remove-paths', role, paths } as const] : []),
  ];
}

function removeDelegation({ role, data }: Staged): readonly Edit[] | null {
  return data === null ? [{ kind: 'remove-delegation', role }] : null;
}

function witness({ role, data }: Staged): readonly Edit[] | null {
  return data === null ? [{ kind: 'resign', role }] : null;
}

function purge(data: Uint8Array | null): readonly Edit[] | null {
  const payload = readDelegationPayload(data);
  if (payload === null || adds(payload) || payload.clearPaths || payload.removePaths.length > 0) {
    return null;
  }
  return payload.removeKeys.length > 0 ? [{ kind: 'purge-keys', keyIds: payload.removeKeys }] : null;
}

function adds({ addKeys, addPaths }: DelegationPayload): boolean {
  return addKeys.length > 0 || addPaths.length > 0;
}

function takesAway({ removeKeys, removePaths, clearPaths }: DelegationPayload): boolean {
  return removeKeys.length > 0 || removePaths.length > 0 || clearPaths;
}
