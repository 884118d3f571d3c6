import { readKeys, readRoleKeys } from './document-parts.ts';
import type { FieldProblems, JsonObject } from './field-problems.ts';
import type { KeyId } from './key.ts';
import type { RoleKeys, RootBody } from './metadata.ts';
import { BASE_ROLES, type BaseRole } from './role-name.ts';

/** Reads what is particular to a root (facts 4.1). */
export function readRoot(signed: JsonObject, problems: FieldProblems): RootBody {
  const keys = readKeys(signed['keys'], 'signed.keys', problems);
  const roles = problems.map(signed['roles'], 'signed.roles');
  const read = (role: BaseRole): RoleKeys => {
    const at = `signed.roles.${role}`;
    const roleKeys = readRoleKeys(roles[role], at, problems);
    checkKeysExist(roleKeys.keyIds, { keys, at, problems });
    return roleKeys;
  };
  const [root, timestamp, snapshot, targets] = BASE_ROLES.map(read) as [
    RoleKeys,
    RoleKeys,
    RoleKeys,
    RoleKeys,
  ];
  return {
    consistentSnapshot: readFlag(signed['consistent_snapshot'], problems),
    keys,
    roles: { root, timestamp, snapshot, targets },
  };
}

interface KeyCheck {
  readonly keys: ReadonlyMap<KeyId, unknown>;
  readonly at: string;
  readonly problems: FieldProblems;
}

function checkKeysExist(keyIds: readonly KeyId[], { keys, at, problems }: KeyCheck): void {
  for (const id of keyIds.filter((keyId) => !keys.has(keyId))) {
    problems.add(at, `names key ${id}, which is not among the keys`);
  }
}

function readFlag(value: unknown, problems: FieldProblems): boolean {
  if (value !== undefined && value !== null && typeof value !== 'boolean') {
    problems.add('signed.consistent_snapshot', 'is neither true nor false');
  }
  return value === true;
}
