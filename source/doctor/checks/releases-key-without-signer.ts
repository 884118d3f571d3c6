import type { Examination, KeyReport } from '../../operations/index.ts';
import { RELEASES } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { keyEvidence, keyName } from '../evidence.ts';
import { finding } from '../finding.ts';
import { acceptedKeys } from '../remedies/key-holders.ts';
import { removeOrName } from '../remedies/releases.ts';
import { count, list } from '../words.ts';

/** What a removal leaves behind that took only the signer's own role away. */
export const releasesKeyWithoutSigner: Check = {
  code: 'releases-key-without-signer',
  level: 'warning',
  words: {
    wrong: 'A key in targets/releases belongs to no signer.',
    pulls: 'Whoever holds it can still release tags, perhaps after having left.',
    signs: 'What is signed with it counts, and nobody answers for it.',
    remedy: 'Takes the key out of targets/releases, or makes a signer of it.',
  },
  find: (examination) => {
    const keys = ownerless(examination);
    return keys.length === 0
      ? []
      : [
          finding(releasesKeyWithoutSigner, {
            role: RELEASES,
            subjects: keys.map(({ canonicalId }) => canonicalId),
            short: 'leftover key',
            summary: `${count(keys.length, 'key')} in ${RELEASES} ${keys.length === 1 ? 'belongs' : 'belong'} to no signer: ${list(keys.map(({ owner, canonicalId }) => keyName(owner, canonicalId)))}`,
            evidence: keys.map((key) => keyEvidence(key, RELEASES)),
          }),
        ];
  },
  remedy: (found, examination) => removeOrName(found, examination),
};

function ownerless({ facts }: Examination): readonly KeyReport[] {
  if (facts === null || !facts.state.trusted) {
    return [];
  }
  const known = new Set(facts.signers.flatMap(({ keys }) => keys.map(({ canonicalId }) => canonicalId)));
  const releases = facts.delegations.find(({ role }) => role === RELEASES);
  // A key that is too weak to count lets nobody release, and is told by itself.
  const keys = releases === undefined ? [] : acceptedKeys(releases, facts);
  return keys.filter(({ canonicalId }) => !known.has(canonicalId));
}
