import type { Check } from '../check.ts';
import { keyName } from '../evidence.ts';
import { finding } from '../finding.ts';
import { finishRotation } from '../remedies/rotations.ts';

/** A rotation that needed somebody else's key for its second half, or was made by hand and left there. */
export const rotationUnfinished: Check = {
  code: 'rotation-unfinished',
  level: 'notice',
  words: {
    wrong: 'Everything of a signer is signed with a new key, and an old key of the signer still counts.',
    pulls: null,
    signs: 'Whoever holds the old key can still sign as this signer.',
    remedy: 'Takes the old key out.',
  },
  find: ({ facts }) =>
    (facts?.unfinishedRotations ?? []).map(({ signer, role, newKey, oldKeys }) => {
      const owner = { kind: 'signer', name: signer } as const;
      return finding(rotationUnfinished, {
        role,
        subjects: [signer],
        short: 'rotation',
        summary: `The rotation of ${signer}'s key is half done: the old one still counts`,
        evidence: [
          {
            text: `${role} is signed with the new key ${keyName(owner, newKey.canonicalId)}`,
            role,
            keyId: newKey.canonicalId,
            owner: signer,
          },
          ...oldKeys.map((keyId) => ({
            text: `${keyName(owner, keyId)} has signed nothing that is there now, and may still sign`,
            role,
            keyId,
            owner: signer,
          })),
        ],
      });
    }),
  remedy: (found, examination) => finishRotation(found, examination),
};
