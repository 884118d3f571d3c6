import type { LocalKey } from '../../operations/index.ts';
import type { MachineCheck } from '../check.ts';
import { atMost, shortId } from '../evidence.ts';
import { finding } from '../finding.ts';
import { count, list } from '../words.ts';

/** docker refuses to load such a file, and says nothing about those that it has already (facts 11.2). */
export const privateKeyPermissions: MachineCheck = {
  code: 'private-key-permissions',
  level: 'error',
  words: {
    wrong: 'Others on this machine can read or write the file of a private key.',
    pulls: null,
    signs:
      'Whoever can read the file needs only its passphrase to sign in your name, and nothing where it has none.',
    remedy: 'Makes the files of private keys readable to their owner alone.',
  },
  find: ({ localKeys }) => {
    const exposed = localKeys.filter(isExposed);
    return exposed.length === 0
      ? []
      : [
          finding(privateKeyPermissions, {
            subjects: exposed.map(({ id }) => id),
            short: 'key file',
            summary: `Others can read or write the ${exposed.length === 1 ? 'file' : 'files'} of ${count(exposed.length, 'private key')}: ${list(exposed.map(({ id }) => shortId(id)))}`,
            evidence: atMost(exposed.map(evidenceOf), (left) => ({ text: `${count(left, 'key')} more` })),
          }),
        ];
  },
  remedy: (_, { localKeys }) => {
    const keyIds = localKeys.filter(isExposed).map(({ id }) => id);
    return keyIds.length === 0
      ? null
      : {
          label: 'Make the key files readable to you alone',
          ways: [
            {
              id: 'tighten',
              label: 'take the permissions of everybody else away',
              action: { kind: 'tighten-keys', keyIds },
              steps: localKeys.some((key) => isExposed(key) && !key.encrypted)
                ? ['A key that is not encrypted may have been copied: rotate it if others use this machine.']
                : [],
            },
          ],
          judgement: null,
        };
  },
};

function isExposed({ exposed }: LocalKey): boolean {
  return exposed;
}

function evidenceOf({ id, path, encrypted, role }: LocalKey) {
  return {
    text: `${path} is open to others; it is ${encrypted ? 'encrypted' : 'not encrypted'}`,
    keyId: id,
    ...(role === null ? {} : { owner: role }),
  };
}
