import type { Passphrase } from '../../base/index.ts';
import { DerError } from '../der.ts';
import { CryptoError } from '../errors.ts';
import type { PrivateKeyHandle } from '../private-key.ts';
import { type BlockCipher, unpadded } from './block-ciphers.ts';
import { readingKey } from './faults.ts';
import type { Derive } from './key-derivation.ts';
import type { KeyForm } from './key-forms.ts';

/** An encrypted private key, taken apart. */
export interface EncryptedKey {
  /** For people, of the whole. */
  readonly format: string;
  /** What stands inside. */
  readonly form: KeyForm;
  readonly cipher: BlockCipher;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  /** To be tried one after the other. */
  readonly candidates: readonly Derive[];
}

/** Throws `DerError` where sizes are wrong that no passphrase can change: bytes are missing, or too many. */
export function checkSizes({ cipher, iv, ciphertext }: EncryptedKey): void {
  if (iv.length !== cipher.blockBytes) {
    throw new DerError('an initialisation vector of the wrong size');
  }
  if (ciphertext.length === 0 || ciphertext.length % cipher.blockBytes !== 0) {
    throw new DerError('encrypted bytes that are not whole blocks');
  }
}

/**
 * Decrypts a key. How the plain bytes begin tells a wrong passphrase from a right one for a damaged file; only where
 * the first block is damaged, or what the key is derived from, both look alike.
 */
export async function decryptKey(
  encrypted: EncryptedKey,
  passphrase: Passphrase | null,
): Promise<PrivateKeyHandle> {
  const { format, form, cipher, iv, ciphertext, candidates } = encrypted;
  const wrong = new CryptoError('key-wrong-passphrase', { format });
  if (passphrase === null) {
    throw wrong;
  }
  for (const derive of candidates) {
    const key = await derive(passphrase, cipher.keyBytes);
    const plain = cipher.decrypt(key, iv, ciphertext);
    if (form.begins(plain)) {
      return readingKey(format, () => readPlain(plain, encrypted));
    }
  }
  throw wrong;
}

function readPlain(plain: Uint8Array, { form, cipher }: EncryptedKey): PrivateKeyHandle {
  const bytes = unpadded(plain, cipher.blockBytes);
  if (bytes === null) {
    throw new DerError('it ends too early, or its end is changed');
  }
  return form.read(bytes);
}
