import { RELEASES } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { keyEvidence } from '../evidence.ts';
import { finding } from '../finding.ts';
import { acceptedKeys } from '../remedies/key-holders.ts';
import { createReleases } from '../remedies/releases.ts';
import { list } from '../words.ts';

/** Delegations that notary made one by one: docker makes releases with the first signer (facts 11.3). */
export const releasesMissing: Check = {
  code: 'releases-missing',
  level: 'warning',
  words: {
    wrong: 'There are signers, but there is no targets/releases.',
    pulls: 'People see only what the repository key signed: what signers sign is not released.',
    signs: 'docker signs tags into releases and the role of the signer: without releases it cannot release.',
    remedy: 'Creates targets/releases with the keys of the signers.',
  },
  find: ({ facts }) => {
    if (facts === null || !facts.state.trusted || facts.state.delegations.has(RELEASES)) {
      return [];
    }
    // Signers without a key that counts have another trouble first, which is told by itself.
    const signers = facts.signers.filter((signer) => acceptedKeys(signer, facts).length > 0);
    const names = signers.map(({ name }) => name);
    return names.length === 0
      ? []
      : [
          finding(releasesMissing, {
            subjects: names,
            short: 'no releases',
            summary: `There is no targets/releases for what ${list(names)} ${names.length === 1 ? 'signs' : 'sign'}`,
            evidence: signers.flatMap(({ keys, role }) => keys.map((key) => keyEvidence(key, role))),
          }),
        ];
  },
  remedy: (_, examination) => createReleases(examination),
};
