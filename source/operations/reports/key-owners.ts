import {
  RELEASES,
  type RepositoryState,
  ROOT,
  type RoleState,
  signerNameOf,
  TARGETS,
  type TufKey,
} from '../../tuf/index.ts';
import type { LocalKey } from '../ports.ts';
import type { KeyOwner } from '../report.ts';

/** Roles that `docker` and `notary` write into key files without naming a person. */
const IMPERSONAL_ROLES: ReadonlySet<string> = new Set(['delegation', 'releases', '']);

/** Who owns the key of an ID, which may be a document's or the canonical one; null when nothing tells. */
export type FindOwner = (keyId: string) => KeyOwner | null;

/**
 * Learns the owners of all keys a repository names. Where a key stands in several places the most telling wins:
 * root, repository key, signer, nested delegation, server; then what the key file on this machine says.
 */
export function findOwners(state: RepositoryState, localKeys: ReadonlyMap<string, LocalKey>): FindOwner {
  const owners = new Map<string, KeyOwner>();
  const learn = (keys: readonly TufKey[], owner: (key: TufKey) => KeyOwner | null): void => {
    for (const key of keys) {
      const known = owners.get(key.canonicalId) ?? owners.get(key.id) ?? owner(key);
      if (known !== null) {
        owners.set(key.id, known);
        owners.set(key.canonicalId, known);
      }
    }
  };
  learn(state.root.keys, () => ({ kind: 'root' }));
  learn(state.targets.keys, () => ({ kind: 'repository' }));
  for (const role of delegationsByDepth(state)) {
    const name = signerNameOf(role.role) ?? role.role.slice('targets/'.length);
    learn(role.keys, () => ({ kind: 'signer', name }));
  }
  const serverUnlessLocal = (key: TufKey): KeyOwner =>
    localOwner(localKeys.get(key.canonicalId)) ?? { kind: 'server' };
  learn(state.snapshot.keys, serverUnlessLocal);
  learn(state.timestamp.keys, serverUnlessLocal);
  return (keyId) => owners.get(keyId) ?? localOwner(localKeys.get(keyId));
}

/** What the file of a private key alone says about its owner. */
export function localOwner(key: LocalKey | undefined): KeyOwner | null {
  const role = key?.role ?? null;
  if (role === null || IMPERSONAL_ROLES.has(role)) {
    return null;
  }
  if (role === ROOT) {
    return { kind: 'root' };
  }
  return role === TARGETS ? { kind: 'repository' } : { kind: 'local', name: role };
}

function delegationsByDepth(state: RepositoryState): RoleState[] {
  return [...state.delegations.values()]
    .filter(({ role }) => role !== RELEASES)
    .sort((left, right) => depthOf(left.role) - depthOf(right.role));
}

function depthOf(role: string): number {
  return role.split('/').length;
}
