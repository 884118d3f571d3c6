import {
  describeSignature,
  type Evidence,
  type KeyOwner,
  type KeyReport,
  type RepositoryFacts,
  type RoleReport,
  type SignatureReport,
} from '../operations/index.ts';
import { isDelegation, type RoleName, TARGETS } from '../tuf/index.ts';
import { count, day } from './words.ts';

const SHORT = 7;
/** What strangers wrote may be long. */
const MOST = 20;

/** The first characters of a key ID or digest, as lists show it. */
export function shortId(id: string): string {
  return id.slice(0, SHORT);
}

/** A key as people name it: `jeff 5570b88`. */
export function keyName(owner: KeyOwner | null, id: string): string {
  const name = ownerName(owner);
  return name === null ? shortId(id) : `${name} ${shortId(id)}`;
}

/** The same within a sentence: `jeff's key 5570b88`, `the repository key dbc5842`. */
export function keyPhrase(owner: KeyOwner | null, id: string): string {
  const key = `key ${shortId(id)}`;
  if (owner === null) {
    return `the ${key}`;
  }
  return 'name' in owner ? `${owner.name}'s ${key}` : `the ${owner.kind} ${key}`;
}

export function ownerName(owner: KeyOwner | null): string | null {
  return owner === null ? null : 'name' in owner ? owner.name : owner.kind;
}

/** That a key may sign a role, and where its private half is. */
export function keyEvidence(key: KeyReport, role: RoleName): Evidence {
  return {
    text: `${role} may be signed by ${keyName(key.owner, key.canonicalId)} (${key.algorithm}); ${placeOf(key)}`,
    role,
    keyId: key.canonicalId,
    ...owned(key.owner),
  };
}

export function placeOf({ onThisMachine }: Pick<KeyReport, 'onThisMachine'>): string {
  return onThisMachine ? 'its private key is here' : 'its private key is not here';
}

/** Every key that may sign a role, or that there is none. */
export function keysEvidence({ role, keys }: Pick<RoleReport, 'role' | 'keys'>): readonly Evidence[] {
  return keys.length === 0
    ? [{ text: `${role} lists no key`, role }]
    : atMost(
        keys.map((key) => keyEvidence(key, role)),
        (left) => ({ text: `${role} lists ${count(left, 'more key')}`, role }),
      );
}

/** The version that is there, how many tags it holds where it is one that does, and until when it counts, or did. */
export function versionEvidence(
  { role, version, targets, expires }: RoleReport,
  counts: 'is' | 'was' = 'is',
): readonly Evidence[] {
  if (version === null) {
    return [];
  }
  const holds = role === TARGETS || isDelegation(role) ? [`holds ${count(targets, 'tag')}`] : [];
  const until = expires === null ? [] : [`${counts} valid until ${day(expires)}`];
  return [
    {
      text: `version ${version} of ${role} ${[...holds, ...until].join(' and ') || 'is there'}`,
      role,
      version,
      ...(expires === null ? {} : { at: expires }),
    },
  ];
}

/** Who signed the version that is there, and for each signature whether it counts, or why not. */
export function signaturesEvidence(
  { role, version, signatures }: RoleReport,
  facts: RepositoryFacts,
): readonly Evidence[] {
  const canonical = canonicalIds(facts);
  const told = signatures.map((written): Evidence => {
    const signature = { ...written, keyId: canonical.get(written.keyId) ?? written.keyId };
    return {
      text: signatureText(signature),
      role,
      keyId: signature.keyId,
      ...(version === null ? {} : { version }),
      ...owned(signature.owner),
    };
  });
  return atMost(told, (left) => ({ text: `${count(left, 'more signature')}`, role }));
}

/** What people and key files call the keys that documents name by the ID of a certificate. */
function canonicalIds({ baseRoles, delegations }: RepositoryFacts): ReadonlyMap<string, string> {
  const keys = [...baseRoles, ...delegations].flatMap((role) => role.keys);
  return new Map(keys.map(({ id, canonicalId }) => [id, canonicalId]));
}

export function owned(owner: KeyOwner | null): { readonly owner?: string } {
  const name = ownerName(owner);
  return name === null ? {} : { owner: name };
}

export function atMost(
  evidence: readonly Evidence[],
  rest: (left: number) => Evidence,
  most = MOST,
): readonly Evidence[] {
  const left = evidence.length - most;
  return left > 0 ? [...evidence.slice(0, most), rest(left)] : evidence;
}

function signatureText(signature: SignatureReport): string {
  return (
    describeSignature(signature, shortId) ??
    `signed by ${keyName(signature.owner, signature.keyId)}, which counts`
  );
}
