import { bytesEqual } from '../base/index.ts';
import { canonicalText } from './canonical-json.ts';
import type { KeyId, TufKey } from './key.ts';
import type { Delegation, RoleKeys, RootBody, Target, TargetsBody } from './metadata.ts';
import { BASE_ROLES } from './role-name.ts';

/** Whether two documents say the same; the order of keys and of IDs is none of it, that of delegations is. */
export function sameTargetsBody(left: TargetsBody, right: TargetsBody): boolean {
  return (
    sameMaps(left.targets, right.targets, sameTarget) &&
    sameMaps(left.delegations.keys, right.delegations.keys, sameKey) &&
    sameLists(left.delegations.roles, right.delegations.roles, sameDelegation)
  );
}

export function sameRootBody(left: RootBody, right: RootBody): boolean {
  return (
    sameMaps(left.keys, right.keys, sameKey) &&
    BASE_ROLES.every((role) => sameRoleKeys(left.roles[role], right.roles[role]))
  );
}

export function sameTarget(left: Target, right: Target): boolean {
  return (
    left.length === right.length &&
    left.sha256 === right.sha256 &&
    left.sha512 === right.sha512 &&
    canonicalText(left.custom ?? null) === canonicalText(right.custom ?? null)
  );
}

function sameKey(left: TufKey, right: TufKey): boolean {
  return left.keyType === right.keyType && bytesEqual(left.publicBytes, right.publicBytes);
}

export function sameKeyIds(left: readonly KeyId[], right: readonly KeyId[]): boolean {
  const ids = new Set(left);
  return ids.size === new Set(right).size && right.every((id) => ids.has(id));
}

function sameRoleKeys(left: RoleKeys, right: RoleKeys): boolean {
  return left.threshold === right.threshold && sameKeyIds(left.keyIds, right.keyIds);
}

function sameDelegation(left: Delegation, right: Delegation): boolean {
  const isSamePath = (path: string, other: string) => path === other;
  return (
    left.name === right.name && sameRoleKeys(left, right) && sameLists(left.paths, right.paths, isSamePath)
  );
}

type Same<Value> = (left: Value, right: Value) => boolean;

function sameLists<Value>(left: readonly Value[], right: readonly Value[], same: Same<Value>): boolean {
  return (
    left.length === right.length &&
    left.every((item, index) => {
      const other = right[index];
      return other !== undefined && same(item, other);
    })
  );
}

function sameMaps<Name, Value>(
  left: ReadonlyMap<Name, Value>,
  right: ReadonlyMap<Name, Value>,
  same: Same<Value>,
): boolean {
  if (left.size !== right.size) {
    return false;
  }
  for (const [name, item] of left) {
    const other = right.get(name);
    if (other === undefined || !same(item, other)) {
      return false;
    }
  }
  return true;
}
