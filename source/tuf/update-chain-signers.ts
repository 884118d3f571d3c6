import type { KeyId, TufKey } from './key.ts';
import type { Delegation, RootBody, TargetsBody } from './metadata.ts';
import type { BaseRole } from './role-name.ts';

/** Who may sign a role, with the keys looked up. */
export interface RoleSigners {
  readonly keys: readonly TufKey[];
  /** Named by the root or the parent, which does not give the key. */
  readonly missingKeys: readonly KeyId[];
  readonly threshold: number;
}

/** The signers that a root names for one of the base roles. */
export function baseSigners(root: RootBody, role: BaseRole): RoleSigners {
  const { keyIds, threshold } = root.roles[role];
  return { ...lookUp(keyIds, root.keys), threshold };
}

/** The signers that the parent of a delegation names for it. */
export function delegationSigners(parent: TargetsBody, delegation: Delegation): RoleSigners {
  return { ...lookUp(delegation.keyIds, parent.delegations.keys), threshold: delegation.threshold };
}

function lookUp(keyIds: readonly KeyId[], known: ReadonlyMap<KeyId, TufKey>) {
  const keys: TufKey[] = [];
  const missingKeys: KeyId[] = [];
  for (const id of new Set(keyIds)) {
    const key = known.get(id);
    if (key === undefined) {
      missingKeys.push(id);
    } else {
      keys.push(key);
    }
  }
  return { keys, missingKeys };
}
