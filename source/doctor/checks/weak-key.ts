import type {
  Evidence,
  KeyReport,
  RepositoryFacts,
  RepositoryState,
  RoleReport,
} from '../../operations/index.ts';
import { describeKey } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { isReleases } from '../delegation-trouble.ts';
import { keyName, owned, placeOf } from '../evidence.ts';
import { finding } from '../finding.ts';
import { replaceWeakKey } from '../remedies/rotations.ts';
import { list } from '../words.ts';

/** `notary key import` and `delegation add` take keys that no client of Notary then accepts a signature of (facts 2.1). */
export const weakKey: Check = {
  code: 'weak-key',
  level: 'error',
  words: {
    wrong: 'A key is too short, or of a kind that no client accepts.',
    pulls: 'Signatures made with it are ignored.',
    signs: 'Whoever holds only this key cannot sign: what they sign is rejected, or counts for nothing.',
    remedy: "Rotates to a key that counts, or takes the key out where it is nobody's.",
  },
  find: ({ facts }) =>
    facts === null
      ? []
      : rolesOf(facts).map(({ role, weak }) =>
          finding(weakKey, {
            role: role.role,
            subjects: weak.map(({ canonicalId }) => canonicalId),
            short: 'weak key',
            summary: `Too weak to count: ${list(weak.map(({ owner, canonicalId }) => keyName(owner, canonicalId)))} in ${role.role}`,
            evidence: weak.map((key) => evidenceOf(key, role)),
          }),
        ),
  remedy: (found, examination) => replaceWeakKey(found, examination),
};

interface WeakRole {
  readonly role: RoleReport;
  readonly weak: readonly KeyReport[];
}

/** A signer's key stands in releases as well; it is told once, where it is the signer's. */
function rolesOf({ state, baseRoles, delegations }: RepositoryFacts): readonly WeakRole[] {
  const refused = refusedKeys(state);
  const own = new Set(
    delegations.filter((role) => !isReleases(role)).flatMap(({ keys }) => keys.map(({ id }) => id)),
  );
  return [...baseRoles, ...delegations].flatMap((role) => {
    const weak = role.keys.filter(({ id }) => refused.has(id) && !(isReleases(role) && own.has(id)));
    return weak.length === 0 ? [] : [{ role, weak }];
  });
}

/** IDs, as documents write them, of the keys that can never verify anything. */
function refusedKeys(state: RepositoryState): ReadonlySet<string> {
  const { root, targets, snapshot, timestamp, delegations } = state;
  const keys = [root, targets, snapshot, timestamp, ...delegations.values()].flatMap((role) => role.keys);
  return new Set(keys.filter((key) => !describeKey(key).accepted).map(({ id }) => id));
}

function evidenceOf({ owner, canonicalId, algorithm, ...key }: KeyReport, { role }: RoleReport): Evidence {
  return {
    text: `${role} lists ${keyName(owner, canonicalId)} (${algorithm}), which is not accepted; ${placeOf(key)}`,
    role,
    keyId: canonicalId,
    ...owned(owner),
  };
}
