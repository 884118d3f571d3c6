import type { Gun, KeyId } from '../../tuf/index.ts';
import type { PassphraseQuestion } from './key-ports.ts';

/** Asks for the passphrase of a key that is about to be saved; whoever answers sees to its length and its repetition. */
export function newKeyQuestion(key: {
  readonly keyId: KeyId;
  readonly role: string;
  readonly gun: Gun | null;
}): PassphraseQuestion {
  return {
    purpose: 'create',
    ...key,
    owner: null,
    path: null,
    why: { kind: 'new-key' },
    attempt: 1,
    rejected: null,
  };
}
