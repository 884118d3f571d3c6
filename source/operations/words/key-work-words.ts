import type { OperationProblems } from '../errors.ts';
import { passphraseVariables } from '../passphrase-variables.ts';
import { count, short, type WordTable } from './words.ts';

type KeyWorkProblems = Pick<
  OperationProblems,
  | 'passphrase-not-given'
  | 'passphrase-wrong'
  | 'passphrase-empty'
  | 'passphrase-unchanged'
  | 'no-keys'
  | 'key-not-encrypted'
  | 'key-needs-repository'
  | 'key-role-invalid'
  | 'same-file-twice'
>;

/** Words for what is refused about private keys on this machine and their passphrases. */
export const KEY_WORK_WORDS: WordTable<KeyWorkProblems> = {
  'passphrase-not-given': (key) =>
    key.wanted === 'new-for-old'
      ? {
          message: `No new passphrase for ${locked(key)}`,
          why: 'Nobody gave one; the environment, which may hold the old one, is not asked. Nothing was changed.',
          next: 'Run it in a terminal, or give it as a line of standard input, below the old one unless the environment has that.',
        }
      : {
          message: `No passphrase for ${locked(key)}`,
          why: 'Nobody gave one, and the environment holds none.',
          next: `Run it in a terminal, or set ${passphraseVariables(key.role).join(' or ')}.`,
        },
  'passphrase-wrong': (key) => ({
    message: `Wrong passphrase for ${locked(key)}`,
    why: `${count(key.attempts, 'passphrase')} given, and none opens it.`,
    next: 'Find the right passphrase, or bring the key back from a backup whose passphrase is known.',
  }),
  'passphrase-empty': (key) => ({
    message: `The new passphrase for ${locked(key)} is empty`,
    why: 'The key would lie on the disk unprotected. Nothing was written.',
    next: 'Choose a passphrase of 8 characters or more.',
  }),
  'passphrase-unchanged': (key) => ({
    message: `The new passphrase for ${locked(key)} is the old one`,
    why: 'Nothing was changed.',
    next: `Choose another one; ${passphraseVariables(key.role).join(' and ')} must not answer for it.`,
  }),
  'no-keys': () => ({
    message: 'There is no key to write',
    why: 'The trust directory holds no private keys.',
    next: 'Check --trust-dir and DOCKER_CONFIG, and look at trustdeck key list.',
  }),
  'key-not-encrypted': ({ keyId, role }) => ({
    message: `The ${named(role)} ${short(keyId)} has no passphrase`,
    why: 'Whoever finds the backup could sign with it. Nothing was written.',
    next: `Give it one with trustdeck key passwd ${short(keyId)}, then back it up.`,
  }),
  'key-needs-repository': ({ keyId, role }) => ({
    message: `It is not said whose ${named(role)} ${short(keyId)} is`,
    why: `A ${named(role)} belongs to one repository, which its file does not name.`,
    next: 'Take it in with trustdeck key import, and name the repository with --gun.',
  }),
  'key-role-invalid': ({ role }) => ({
    message: role === '' ? 'A key has to be kept for something' : `A key cannot be kept for "${role}"`,
    why: 'It has to be a role or the name of a signer: at most 255 bytes, without control characters or blanks around it.',
    next: 'Use root, targets, snapshot, delegation, or a name such as jeff.',
  }),
  'same-file-twice': ({ path }) => ({
    message: `Two files are to be written to ${path}`,
    why: 'One would take the place of the other. Nothing was written.',
    next: 'Give each of them a name of its own.',
  }),
};

function locked({ keyId, role, file = null }: OperationProblems['passphrase-not-given']): string {
  if (keyId !== null) {
    return `the ${named(role)} ${short(keyId)}`;
  }
  if (file === null) {
    return `the ${named(role)}`;
  }
  return file.number === null ? `the key in ${file.path}` : `key ${file.number} in ${file.path}`;
}

/** What people call a key by the role in its file. */
function named(role: string | null): string {
  return role === null ? 'key' : `${role} key`;
}
