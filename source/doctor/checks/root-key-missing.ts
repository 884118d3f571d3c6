import type { Examination, RoleReport } from '../../operations/index.ts';
import { ROOT, SNAPSHOT, TARGETS } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { keysEvidence, shortId } from '../evidence.ts';
import { finding } from '../finding.ts';
import { trustdeck } from '../remedies/outside.ts';
import { roleIn } from '../remedies/role-in.ts';
import { isDependable } from '../trust-trouble.ts';

/** Nobody can make up for a lost root key: the repository has to be given up once its root or a key has to change. */
export const rootKeyMissing: Check = {
  code: 'root-key-missing',
  level: 'warning',
  words: {
    wrong: 'The root key of a repository that is administered from this machine is not on it.',
    pulls: null,
    signs:
      'Signers go on, but no administrative key can be rotated, and the root not be renewed, without it. Fine where it is kept offline on purpose.',
    remedy: 'Restores the root key from a backup.',
  },
  find: (examination) => {
    const root = rootOf(examination);
    return root === null || !isAdministeredHere(examination) || root.keys.some(isHere)
      ? []
      : [
          finding(rootKeyMissing, {
            role: ROOT,
            subjects: idsOf(root),
            short: 'no root key',
            summary: `The root key of ${examination.gun} is not on this machine`,
            evidence: [...keysEvidence(root), ...administrationEvidence(examination)],
          }),
        ];
  },
  remedy: (_, examination) => {
    const root = rootOf(examination);
    return root === null
      ? null
      : {
          label: 'Restore the root key',
          ways: [
            {
              id: 'restore',
              label: 'from a backup file',
              action: { kind: 'restore-keys', keyIds: root.keys.map(({ canonicalId }) => canonicalId) },
              commands: [trustdeck('key', 'restore', 'backup.pem')],
              steps: [
                'Find the backup, or the machine that the repository was initialised on: the file of the key is named by its ID.',
                'If it is kept offline on purpose, leave it there.',
              ],
            },
          ],
          judgement: 'Where its backup is, and whether this machine is to have it, only you know.',
        };
  },
};

function rootOf(examination: Examination): RoleReport | null {
  const root = isDependable(examination) ? roleIn(examination.facts, ROOT) : null;
  return root === null || root.keys.length === 0 ? null : root;
}

/** The repository key is here, or another that docker and notary keep for this repository where it was initialised. */
function isAdministeredHere({ facts }: Examination): boolean {
  return ADMINISTRATIVE.some((role) => roleIn(facts, role)?.keys.some(isHere));
}

const ADMINISTRATIVE = [TARGETS, SNAPSHOT];

function administrationEvidence({ facts }: Examination) {
  return ADMINISTRATIVE.flatMap((name) => {
    const role = roleIn(facts, name);
    const here = role?.keys.filter(isHere) ?? [];
    return here.map(({ canonicalId }) => ({
      text: `the ${name} key ${shortId(canonicalId)} is on this machine`,
      role: name,
      keyId: canonicalId,
    }));
  });
}

function idsOf({ keys }: RoleReport): readonly string[] {
  return keys.map(({ canonicalId }) => canonicalId);
}

function isHere({ onThisMachine }: { readonly onThisMachine: boolean }): boolean {
  return onThisMachine;
}
