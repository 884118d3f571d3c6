import { SNAPSHOT } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { keyEvidence } from '../evidence.ts';
import { finding } from '../finding.ts';

/** notary's `init` keeps the snapshot key on the machine that it runs on (facts 12); docker's never does. */
export const snapshotKeyLocal: Check = {
  code: 'snapshot-key-local',
  level: 'warning',
  words: {
    wrong: 'The snapshot key is on this machine instead of at the server.',
    pulls: null,
    signs: 'Nobody else can publish: every publish has to be signed with the key that is here.',
    remedy: 'Rotates the snapshot key to one that the server makes and keeps.',
  },
  find: ({ facts }) => {
    const snapshot = facts?.baseRoles.find(({ role }) => role === SNAPSHOT);
    const local = snapshot?.keys.filter(({ onThisMachine }) => onThisMachine) ?? [];
    return local.length === 0
      ? []
      : [
          finding(snapshotKeyLocal, {
            role: SNAPSHOT,
            subjects: local.map(({ canonicalId }) => canonicalId),
            short: 'snapshot key',
            summary: 'The snapshot key is on this machine instead of at the server',
            evidence: local.map((key) => keyEvidence(key, SNAPSHOT)),
          }),
        ];
  },
  remedy: () => ({
    label: 'Let the server manage the snapshot key',
    ways: [
      {
        id: 'server',
        label: 'rotate it to the server',
        action: {
          kind: 'change',
          request: { kind: 'key-rotate', role: 'snapshot', serverManaged: true, newKey: null },
        },
      },
    ],
    judgement: 'Whether others are to publish is for you to decide.',
  }),
};
