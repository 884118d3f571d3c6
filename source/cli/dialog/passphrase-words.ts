import type { Gun, PassphraseQuestion } from '../../operations/index.ts';

/** What is said before the passphrase of a new root key is asked for. */
export const ROOT_KEY_WARNING: readonly string[] = [
  'A new root key is made. It is what all trust in its repositories comes down to: whoever has it can replace every',
  'other key, and without it, or its passphrase, a repository can never get new keys. Choose a long passphrase,',
  'keep it in a password manager, and keep a backup of the key away from this machine (trustdeck key backup).',
];

/** The prompts begin as those of docker and notary do, so that what answers those can answer these. */
export function unlockPrompt(question: PassphraseQuestion): string {
  return `Enter passphrase for ${keyName(question)} ${purpose(question)}: `;
}

export function newKeyPrompt(question: PassphraseQuestion): string {
  return `Enter passphrase for new ${keyName(question)}${ofRepository(question.gun)}: `;
}

export function repeatPrompt(question: PassphraseQuestion): string {
  return `Repeat passphrase for new ${keyName(question)}${ofRepository(question.gun)}: `;
}

/** A key of some file may say neither ID nor role; then the file says which is meant. */
function keyName({ role, owner, keyId, path, number }: PassphraseQuestion): string {
  const kind = role === null ? 'key' : `${role} key`;
  if (keyId === null) {
    const which = number === undefined || number === null ? '' : ` number ${number}`;
    return path === null ? kind : `${kind}${which} in ${path}`;
  }
  const whose = owner === null || owner === role ? '' : ` of ${owner}`;
  return `${kind} with ID ${keyId.slice(0, 7)}${whose}`;
}

function ofRepository(gun: Gun | null): string {
  return gun === null ? '' : ` of ${gun}`;
}

const PURPOSES: Readonly<Record<Exclude<PassphraseQuestion['why']['kind'], 'sign'>, string>> = {
  'new-key': 'which is new',
  load: 'to load it',
  change: 'to change its passphrase',
  export: 'to export it',
  backup: 'to prove that its backup opens',
  restore: 'to restore it',
};

function purpose({ why }: PassphraseQuestion): string {
  if (why.kind !== 'sign') {
    return `(${PURPOSES[why.kind]})`;
  }
  const [first, ...others] = why.repositories;
  const where =
    first === undefined ? '' : ` of ${first}${others.length === 0 ? '' : ` and ${others.length} more`}`;
  return `(to sign ${why.roles.join(', ')}${where})`;
}
