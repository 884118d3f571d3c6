import type { Passphrase } from '../../base/index.ts';
import { type PemBlock, parsePem } from '../pem.ts';
import type { PrivateKeyHandle } from '../private-key.ts';
import { isPemEncrypted, readDekInfo } from './dek-info.ts';
import { decryptKey, type EncryptedKey } from './encrypted-key.ts';
import { readingKey, unreadable } from './faults.ts';
import { DERIVATION_LIMITS, type DerivationLimits } from './key-derivation.ts';
import { type KeyForm, PKCS1, PKCS8, RAW_ED25519, SEC1 } from './key-forms.ts';
import { readPbes2 } from './pbes2.ts';

/** A private key as a file holds it. */
export interface EncodedPrivateKey {
  /** For people, such as `PKCS#8, AES-256-CBC, PBKDF2 with HMAC-SHA1`. */
  readonly format: string;
  readonly encrypted: boolean;
  /**
   * Derives the key of the file on the thread pool; a key that is not encrypted ignores a passphrase. Rejects with `CryptoError` `key-wrong-passphrase` (for null too, when the key is encrypted), `key-format-unreadable`, or
   * `key-damaged`.
   */
  decrypt(passphrase: Passphrase | null): Promise<PrivateKeyHandle>;
}

const ENCRYPTED_PKCS8 = 'ENCRYPTED PRIVATE KEY';
const PRIVATE_KEY = /(?:^|\s)PRIVATE KEY$/;

/** A first line as `parsePem` takes it. */
const BEGIN_PRIVATE_KEY = /^-----BEGIN (?:.* )?PRIVATE KEY-----[ \t\r]*$/gm;

const FORMS: ReadonlyMap<string, KeyForm> = new Map([
  ['PRIVATE KEY', PKCS8],
  ['EC PRIVATE KEY', SEC1],
  ['RSA PRIVATE KEY', PKCS1],
  ['ED25519 PRIVATE KEY', RAW_ED25519],
]);

/** Whether a block of PEM says that it is a private key, of whatever form: certificates may stand beside it. */
export function isPrivateKeyBlock(block: PemBlock): boolean {
  return PRIVATE_KEY.test(block.type);
}

/**
 * How many private keys begin in a text and are no whole block of PEM, as in a file that was cut short. `parsePem` skips
 * them as Go does; whoever restores keys from a backup has to hear of them.
 */
export function countBrokenPrivateKeys(text: string): number {
  const begun = [...text.matchAll(BEGIN_PRIVATE_KEY)].length;
  return begun - parsePem(text).filter(isPrivateKeyBlock).length;
}

/**
 * Reads a private key in any form of facts 8.1; other headers, such as `role`, are left alone. Throws `CryptoError`
 * `key-format-unreadable`, which names what was found, or `key-damaged`, as far as either shows without a passphrase.
 */
export function readPrivateKeyBlock(
  block: PemBlock,
  limits: DerivationLimits = DERIVATION_LIMITS,
): EncodedPrivateKey {
  if (block.type === ENCRYPTED_PKCS8) {
    return encrypted(readingKey('PKCS#8', () => readPbes2(block.bytes, limits)));
  }
  const form = FORMS.get(block.type);
  if (form === undefined) {
    throw unreadable(`PEM block ${block.type}`);
  }
  if (isPemEncrypted(block)) {
    return encrypted(readingKey(form.name, () => readDekInfo(block, form)));
  }
  const key = readingKey(form.name, () => form.read(block.bytes));
  return { format: form.name, encrypted: false, decrypt: () => Promise.resolve(key) };
}

function encrypted(key: EncryptedKey): EncodedPrivateKey {
  return {
    format: key.format,
    encrypted: true,
    decrypt: (passphrase) => decryptKey(key, passphrase),
  };
}
