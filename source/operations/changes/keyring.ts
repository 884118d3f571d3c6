import type { KeyId, Signer, TufKey } from '../../tuf/index.ts';
import type { LocalKey } from '../ports.ts';
import type { KeyAlgorithmChoice, KeyFileHeaders, PassphraseQuestion, UnlockedKey } from './key-ports.ts';
import type { Asking } from './key-work.ts';

/**
 * The private keys of a run: unlocks them when they are needed, asks for each passphrase at most three times, tries
 * those given before first, and forgets everything after an idle time. New keys live here until they are saved.
 */
export interface Keyring {
  generate(algorithm: KeyAlgorithmChoice): Promise<TufKey>;
  /** A key that was generated and not saved yet. */
  fresh(keyId: KeyId): UnlockedKey | null;
  /** Rejects with `passphrase-not-given`, `passphrase-wrong` (after three attempts), or as `KeyVault.unlock`. */
  unlock(key: LocalKey, why: PassphraseQuestion['why'], asking: Asking): Promise<UnlockedKey>;
  /** A key that was unlocked before and not forgotten since. */
  unlocked(keyId: KeyId): UnlockedKey | null;
  /** Unlocks a key without asking anybody: with a passphrase that opened another one before. False when none does. */
  tryKnown(key: LocalKey): Promise<boolean>;
  /** Asks for a new passphrase and saves a generated key. */
  saveFresh(keyId: KeyId, headers: KeyFileHeaders, asking: Asking): Promise<LocalKey>;
  /** A signer for a document's key, plain or X.509; null while its private half is not unlocked. */
  signerFor(key: TufKey): Signer | null;
  lock(): void;
}
