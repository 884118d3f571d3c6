import type { Examination, Finding, SignerReport } from '../../operations/index.ts';
import { RELEASES } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { keyEvidence } from '../evidence.ts';
import { finding } from '../finding.ts';
import { acceptedKeys } from '../remedies/key-holders.ts';
import { admitSigners } from '../remedies/releases.ts';
import { list } from '../words.ts';

/** docker puts each signer's key into releases too; notary's `delegation add` puts it where it is told (facts 11.3). */
export const signerNotInReleases: Check = {
  code: 'signer-not-in-releases',
  level: 'warning',
  words: {
    wrong: 'No key of a signer is in targets/releases.',
    pulls: 'What the signer signs is not released, and does not reach people who pull.',
    signs: 'The signer signs into a role that nobody pulls from.',
    remedy: "Adds the signer's keys to targets/releases, or removes a signer who is to sign no more.",
  },
  find: (examination) => {
    const left = leftOut(examination);
    return [
      ...findingOf(
        left.filter(({ restricted }) => !restricted),
        'warning',
      ),
      // Made by hand for some paths: it may never have been meant for pulls.
      ...findingOf(
        left.filter(({ restricted }) => restricted),
        'notice',
      ),
    ];
  },
  remedy: (found, examination) => admitSigners(found, examination),
};

/** That releases has no key at all is said already, as is that a signer has none that counts. */
function leftOut({ facts }: Examination): readonly SignerReport[] {
  const releases = facts?.delegations.find(({ role }) => role === RELEASES);
  return facts === null || !facts.state.trusted || releases === undefined || releases.keys.length === 0
    ? []
    : facts.signers.filter((signer) => !signer.inReleases && acceptedKeys(signer, facts).length > 0);
}

function findingOf(signers: readonly SignerReport[], level: 'warning' | 'notice'): readonly Finding[] {
  const subjects = signers.map(({ name }) => name);
  if (subjects.length === 0) {
    return [];
  }
  const has = subjects.length === 1 ? 'has' : 'have';
  const shared = {
    level,
    role: RELEASES,
    subjects,
    short: 'signers',
    evidence: signers.flatMap(({ keys, role }) => keys.map((key) => keyEvidence(key, role))),
  };
  return [
    level === 'warning'
      ? finding(signerNotInReleases, {
          ...shared,
          summary: `No key of ${list(subjects)} is in ${RELEASES}`,
        })
      : finding(signerNotInReleases, {
          ...shared,
          summary: `${list(subjects)} may sign some paths only, and ${has} no key in ${RELEASES}`,
          meaning: {
            pulls: 'docker does not look there when it pulls; other clients of Notary can.',
            signs: 'Fine where that is the intention.',
          },
        }),
  ];
}
