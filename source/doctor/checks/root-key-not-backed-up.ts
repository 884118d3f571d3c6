import type { Finding, Gun, LocalKey, MachineExamination } from '../../operations/index.ts';
import { ROOT } from '../../tuf/index.ts';
import type { MachineCheck } from '../check.ts';
import { shortId } from '../evidence.ts';
import { finding } from '../finding.ts';
import { trustdeck } from '../remedies/outside.ts';
import { count, list } from '../words.ts';

/** docker makes one root key for all repositories of a person, and says once that it should be backed up. */
export const rootKeyNotBackedUp: MachineCheck = {
  code: 'root-key-not-backed-up',
  level: 'warning',
  words: {
    wrong: 'A root key on this machine was never backed up from it.',
    pulls: null,
    signs:
      'With this disk the repositories are lost: nobody can rotate a key or renew the root of any of them.',
    remedy: 'Writes the key, encrypted as it is, to a backup file.',
  },
  find: ({ localKeys, backedUp, states }) =>
    localKeys.flatMap((key) => {
      const guns = states.filter(({ root }) => root.keys.some(({ canonicalId }) => canonicalId === key.id));
      return guns.length === 0 || backedUp.has(key.id)
        ? []
        : [
            findingOf(
              key,
              guns.map(({ gun }) => gun),
            ),
          ];
    }),
  remedy: (found, examination) => {
    const keyIds = keyOf(found, examination).map(({ id }) => id);
    return keyIds.length === 0
      ? null
      : {
          label: 'Back up the root key',
          ways: [
            {
              id: 'back-up',
              label: 'to a file that you keep elsewhere',
              action: { kind: 'back-up-keys', keyIds },
              commands: [trustdeck('key', 'backup', ...keyIds, '--output', 'root-key-backup.pem')],
              steps: [
                'Keep the file on another medium and in another place, and its passphrase apart from it.',
              ],
            },
          ],
          judgement: 'Where the backup is kept safe is for you to decide.',
        };
  },
};

function findingOf({ id, path, encrypted }: LocalKey, guns: readonly Gun[]): Finding {
  return finding(rootKeyNotBackedUp, {
    role: ROOT,
    subjects: [id],
    short: 'no backup',
    summary: `The root key ${shortId(id)} of ${guns.length > 1 ? count(guns.length, 'repository', 'repositories') : list(guns)} was never backed up`,
    evidence: [
      { text: `it lies in ${path}, ${encrypted ? 'encrypted' : 'not encrypted'}`, keyId: id, owner: ROOT },
      ...(guns.length > 1 ? [{ text: `it is the root key of ${list(guns)}`, keyId: id, role: ROOT }] : []),
    ],
  });
}

function keyOf({ subjects }: Finding, { localKeys }: MachineExamination): readonly LocalKey[] {
  return localKeys.filter(({ id }) => subjects.includes(id));
}
