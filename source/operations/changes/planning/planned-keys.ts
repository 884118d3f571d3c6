import {
  describeKey,
  RELEASES,
  ROOT,
  SNAPSHOT,
  signerNameOf,
  TARGETS,
  TIMESTAMP,
  type TufKey,
} from '../../../tuf/index.ts';
import type { KeyOwner } from '../../report.ts';
import { findOwners } from '../../reports/key-owners.ts';
import type { FormerKey } from '../change-ports.ts';
import type { PlannedKey } from '../plan.ts';
import { isStandIn } from './keys-here.ts';
import type { Planning } from './planning.ts';
import type { RolesView } from './role-view.ts';

export type NameKey = (key: TufKey) => PlannedKey;

/**
 * Says of keys whose they are and where their private halves are: by the roles that name them before the change or
 * after it, then by other repositories, then by the files on this machine.
 */
export function nameKeys({ input, keys }: Planning, after: RolesView): NameKey {
  const { state, others, formerKeys = [] } = input;
  const owners = [
    ...(state === null ? [] : [findOwners(state, keys.local)]),
    ownersAfter(after),
    ...others.map((other) => findOwners(other, new Map())),
    formerOwners(formerKeys),
  ];
  const ownerOf = (id: string): KeyOwner | null => {
    const found = owners.map((find) => find(id)).filter((owner) => owner !== null);
    return found.find(({ kind }) => kind !== 'local') ?? found[0] ?? null;
  };
  return (key) => {
    const owner = ownerOf(key.canonicalId) ?? ownerOf(key.id);
    return {
      // Its certificate is issued later, and gives it another ID then.
      id: isStandIn(key) ? key.canonicalId : key.id,
      canonicalId: key.canonicalId,
      algorithm: isStandIn(key) ? 'unknown' : describeKey(key).algorithm,
      owner,
      place: placeOf(key, owner),
    };
  };

  function placeOf({ canonicalId }: TufKey, owner: KeyOwner | null): PlannedKey['place'] {
    if (keys.local.has(canonicalId)) {
      return 'here';
    }
    if (keys.fresh.has(canonicalId)) {
      return 'new';
    }
    return owner?.kind === 'server' ? 'server' : 'elsewhere';
  }
}

function formerOwners(former: readonly FormerKey[]): (keyId: string) => KeyOwner | null {
  const names = new Map<string, string>(
    former.flatMap(({ key, signer }) => (signer === null ? [] : [[key.canonicalId, signer]])),
  );
  return (keyId) => {
    const name = names.get(keyId);
    return name === undefined ? null : { kind: 'signer', name };
  };
}

function ownersAfter(after: RolesView): (keyId: string) => KeyOwner | null {
  const owners = new Map<string, KeyOwner>();
  for (const { role, keys } of after.values()) {
    const owner = ownerBy(role);
    for (const { id, canonicalId } of owner === null ? [] : keys) {
      for (const name of [id, canonicalId].filter((one) => !owners.has(one))) {
        owners.set(name, owner as KeyOwner);
      }
    }
  }
  return (keyId) => owners.get(keyId) ?? null;
}

function ownerBy(role: Parameters<typeof signerNameOf>[0]): KeyOwner | null {
  if (role === ROOT) {
    return { kind: 'root' };
  }
  if (role === TARGETS) {
    return { kind: 'repository' };
  }
  if (role === SNAPSHOT || role === TIMESTAMP) {
    return { kind: 'server' };
  }
  return role === RELEASES
    ? null
    : { kind: 'signer', name: signerNameOf(role) ?? role.slice('targets/'.length) };
}
