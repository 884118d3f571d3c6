import { createHash } from 'node:crypto';
import { fromHex } from '../../base/index.ts';
import { DerError } from '../der.ts';
import type { PemBlock } from '../pem.ts';
import { BLOCK_CIPHERS } from './block-ciphers.ts';
import { checkSizes, type EncryptedKey } from './encrypted-key.ts';
import { unreadable } from './faults.ts';
import type { Derive } from './key-derivation.ts';
import type { KeyForm } from './key-forms.ts';

const SALT_BYTES = 8;
const DIGEST_BYTES = 16;

/** Whether a block is encrypted in PEM itself, as RFC 1421 has it and docker before 17.12 wrote (facts 8.1). */
export function isPemEncrypted({ headers }: PemBlock): boolean {
  return headers.has('DEK-Info') || (headers.get('Proc-Type') ?? '').includes('ENCRYPTED');
}

/** Takes such a block apart. Throws `DerError`, or `key-format-unreadable`. */
export function readDekInfo(block: PemBlock, form: KeyForm): EncryptedKey {
  const [name = '', ivText] = (block.headers.get('DEK-Info') ?? '').split(',', 2);
  const cipher = BLOCK_CIPHERS.get(name.trim().toUpperCase());
  const iv = ivText === undefined ? null : fromHex(ivText.trim().toLowerCase());
  if (name === '' || iv === null) {
    throw new DerError('no cipher and initialisation vector in its DEK-Info header');
  }
  if (cipher === undefined) {
    throw unreadable(`cipher ${name}`);
  }
  const encrypted: EncryptedKey = {
    format: `${form.name}, legacy PEM encryption with ${cipher.name}`,
    form,
    cipher,
    iv,
    ciphertext: block.bytes,
    candidates: [legacyDerivation(iv.subarray(0, SALT_BYTES))],
  };
  checkSizes(encrypted);
  return encrypted;
}

/** OpenSSL's EVP_BytesToKey with MD5 and one round, which is too quick to need another thread. */
function legacyDerivation(salt: Uint8Array): Derive {
  return async (passphrase, keyBytes) => {
    const digests: Uint8Array[] = [];
    let last: Uint8Array = new Uint8Array();
    for (let made = 0; made < keyBytes; made += DIGEST_BYTES) {
      last = createHash('md5').update(last).update(passphrase.reveal(), 'utf8').update(salt).digest();
      digests.push(last);
    }
    return Buffer.concat(digests).subarray(0, keyBytes);
  };
}
