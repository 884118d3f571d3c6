import type { KeyReport, RepositoryFacts, RoleReport, SignerReport } from '../../operations/index.ts';
import { describeKey, type KeyId, RELEASES, type RoleName, signerNameOf } from '../../tuf/index.ts';
import { shortId } from '../evidence.ts';
import { list } from '../words.ts';

/** Somebody with keys that could sign. */
export interface KeyHolder {
  /** The signer's name; null where the keys are no signer's. */
  readonly signer: string | null;
  readonly name: string;
  readonly keys: readonly KeyReport[];
}

/**
 * Signers who could be given a role: those whose keys count and are not in it; whose key is here come first. A signer's
 * own role is the signer's before it is anybody else's.
 */
export function signersBeside(
  role: Pick<RoleReport, 'role' | 'keys' | 'signatures'>,
  facts: RepositoryFacts,
): readonly KeyHolder[] {
  const has = new Set(role.keys.map(({ canonicalId }) => canonicalId));
  const others = facts.signers
    .filter((signer) => signer.role !== role.role)
    .map((signer) => holderOf(signer, facts, has));
  return hereFirst([...formerHolder(role, facts), ...others].filter(({ keys }) => keys.length > 0));
}

/** A signer by keys that were taken out of the signer's role, have signed what it holds, and are in releases still. */
function formerHolder(
  { role, keys, signatures }: Pick<RoleReport, 'role' | 'keys' | 'signatures'>,
  facts: RepositoryFacts,
): readonly KeyHolder[] {
  const signer = signerNameOf(role);
  const releases = facts.delegations.find((one) => one.role === RELEASES);
  if (signer === null || releases === undefined) {
    return [];
  }
  const signed = new Set(signatures.map(({ keyId }) => keyId));
  const left = acceptedKeys(releases, facts).filter(
    (key) =>
      signed.has(key.id) &&
      signerOf(key, facts) === null &&
      !keys.some(({ canonicalId }) => canonicalId === key.canonicalId),
  );
  return [{ signer, name: signer, keys: left }];
}

function holderOf(
  { name, role, keys }: SignerReport,
  facts: RepositoryFacts,
  has: ReadonlySet<string>,
): KeyHolder {
  const left = acceptedKeys({ role, keys }, facts).filter(({ canonicalId }) => !has.has(canonicalId));
  return { signer: name, name, keys: left };
}

/** Who could sign a role with the keys that it lists; whose key is here come first. */
export function holdersIn(role: RoleReport, facts: RepositoryFacts): readonly KeyHolder[] {
  const holders = new Map<string, KeyHolder>();
  for (const key of acceptedKeys(role, facts)) {
    const signer = signerOf(key, facts);
    const name = signer ?? shortId(key.canonicalId);
    const known = holders.get(name)?.keys ?? [];
    holders.set(name, { signer, name, keys: [...known, key] });
  }
  return hereFirst([...holders.values()]);
}

/** The keys of a role that a signature can be verified with, each public key once. */
export function acceptedKeys(
  { role, keys }: { readonly role: RoleName; readonly keys: readonly KeyReport[] },
  { state }: RepositoryFacts,
): readonly KeyReport[] {
  const accepted = new Set(
    (state.delegations.get(role)?.keys ?? []).filter((key) => describeKey(key).accepted).map(({ id }) => id),
  );
  const found = keys.filter(({ id }) => accepted.has(id));
  return [...new Map(found.map((key) => [key.canonicalId, key])).values()];
}

export function keyIdsOf(holders: readonly KeyHolder[]): readonly KeyId[] {
  return [...new Set(holders.flatMap(({ keys }) => keys.map(({ canonicalId }) => canonicalId)))];
}

export function isHere({ keys }: KeyHolder): boolean {
  return keys.some(({ onThisMachine }) => onThisMachine);
}

/** `jeff, whose key 5570b88 is here`. */
export function holderLabel(holder: KeyHolder): string {
  const { signer, name, keys } = holder;
  const here = keys.filter(({ onThisMachine }) => onThisMachine);
  const told = (here.length > 0 ? here : keys).map(({ canonicalId }) => shortId(canonicalId));
  const place = `${told.length === 1 ? 'is' : 'are'} ${here.length > 0 ? 'here' : 'not here'}`;
  return signer === null
    ? `the key ${name}, which is ${here.length > 0 ? 'here' : 'not here'}`
    : `${name}, whose key${told.length === 1 ? '' : 's'} ${list(told)} ${place}`;
}

function hereFirst(holders: readonly KeyHolder[]): readonly KeyHolder[] {
  return holders.toSorted((left, right) => Number(isHere(right)) - Number(isHere(left)));
}

/** A signer who has the key in a role of their own; a nested role makes nobody a signer. */
function signerOf({ canonicalId }: KeyReport, { signers }: RepositoryFacts): string | null {
  return signers.find(({ keys }) => keys.some((key) => key.canonicalId === canonicalId))?.name ?? null;
}
