import type { Gun, KeyId } from '../../tuf/index.ts';
import type { KeyQuestion } from './ask-passphrase.ts';

/** What is asked about a key that is about to be saved for the first time. */
export function newKeyQuestion(key: {
  readonly keyId: KeyId;
  readonly role: string;
  readonly gun: Gun | null;
}): KeyQuestion {
  return { ...key, owner: null, path: null, why: { kind: 'new-key' } };
}
