import type { Gun, KeyId, RepositoryState, RoleName, RoleState } from '../tuf/index.ts';
import type { LocalKey } from './ports.ts';
import type { KeyInventoryEntry, KeyOwner } from './report.ts';
import { rememberKeys } from './reports/key-facts.ts';
import { findOwners, localOwner } from './reports/key-owners.ts';

interface KnownUse {
  algorithm: string;
  owner: KeyOwner | null;
  readonly usedBy: { readonly gun: Gun; readonly role: RoleName }[];
}

/**
 * The private keys of this machine with whom they belong to and where they count, as far as `states` tell: verified
 * repositories only, because anybody can list anybody's key. Root keys first, then by role and ID, as `notary key list`.
 */
export function keyInventory(
  keys: readonly LocalKey[],
  states: Iterable<RepositoryState>,
): readonly KeyInventoryEntry[] {
  const local = new Map<string, LocalKey>(keys.map((key) => [key.id, key]));
  const uses = new Map<KeyId, KnownUse>();
  for (const state of states) {
    if (state.trusted) {
      collectUses(state, local, uses);
    }
  }
  return keys
    .map((key) => {
      const use = uses.get(key.id);
      return {
        ...key,
        algorithm: use?.algorithm ?? null,
        owner: use?.owner ?? localOwner(key),
        usedBy: use?.usedBy ?? [],
      };
    })
    .sort(byRole);
}

function collectUses(
  state: RepositoryState,
  local: ReadonlyMap<string, LocalKey>,
  uses: Map<KeyId, KnownUse>,
): void {
  const ownerOf = findOwners(state, local);
  const describe = rememberKeys();
  for (const { role, keys } of rolesOf(state)) {
    for (const key of keys) {
      if (!local.has(key.canonicalId)) {
        continue;
      }
      const use = uses.get(key.canonicalId) ?? {
        algorithm: describe(key).algorithm,
        owner: ownerOf(key.canonicalId),
        usedBy: [],
      };
      use.usedBy.push({ gun: state.gun, role });
      uses.set(key.canonicalId, use);
    }
  }
}

function rolesOf(state: RepositoryState): readonly Pick<RoleState, 'role' | 'keys'>[] {
  return [state.root, state.targets, state.snapshot, state.timestamp, ...state.delegations.values()];
}

function byRole(left: KeyInventoryEntry, right: KeyInventoryEntry): number {
  return (
    Number(right.role === 'root') - Number(left.role === 'root') ||
    compare(left.gun ?? '', right.gun ?? '') ||
    compare(left.role ?? '', right.role ?? '') ||
    compare(left.id, right.id)
  );
}

function compare(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
