import type { Evidence, KeyOwner, KeyReport } from '../operations/index.ts';
import type { RoleName } from '../tuf/index.ts';

const SHORT = 7;

/** A key as people name it: `jeff 5570b88`. */
export function keyName(owner: KeyOwner | null, id: string): string {
  const name = ownerName(owner);
  return name === null ? id.slice(0, SHORT) : `${name} ${id.slice(0, SHORT)}`;
}

export function ownerName(owner: KeyOwner | null): string | null {
  return owner === null ? null : 'name' in owner ? owner.name : owner.kind;
}

/** That a key may sign a role, and where its private half is. */
export function keyEvidence(key: KeyReport, role: RoleName): Evidence {
  const owner = ownerName(key.owner);
  const place = key.onThisMachine ? 'its private key is here' : 'its private key is not here';
  return {
    text: `${role} may be signed by ${keyName(key.owner, key.canonicalId)} (${key.algorithm}); ${place}`,
    role,
    keyId: key.canonicalId,
    ...(owner === null ? {} : { owner }),
  };
}
