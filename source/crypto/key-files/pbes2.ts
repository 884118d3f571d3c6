import { DER, DerError, derChildren, readDer, readOid } from '../der.ts';
import { BLOCK_CIPHERS, type BlockCipher } from './block-ciphers.ts';
import { checkSizes, type EncryptedKey } from './encrypted-key.ts';
import { unreadable } from './faults.ts';
import { type DerivationLimits, readDerivation } from './key-derivation.ts';
import { PKCS8 } from './key-forms.ts';

export const PBES2_OID = '1.2.840.113549.1.5.13';

const CIPHERS: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.1.2', 'AES-128-CBC'],
  ['2.16.840.1.101.3.4.1.22', 'AES-192-CBC'],
  ['2.16.840.1.101.3.4.1.42', 'AES-256-CBC'],
  ['1.2.840.113549.3.7', 'DES-EDE3-CBC'],
  ['1.3.14.3.2.7', 'DES-CBC'],
]);

/** Ways to encrypt that PKCS#8 files had before PBES2, and ciphers that are not read, so that a refusal can name them. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.5.1', 'PBES1 with MD2 and DES'],
  ['1.2.840.113549.1.5.3', 'PBES1 with MD5 and DES'],
  ['1.2.840.113549.1.5.6', 'PBES1 with MD5 and RC2'],
  ['1.2.840.113549.1.5.10', 'PBES1 with SHA-1 and DES'],
  ['1.2.840.113549.1.5.11', 'PBES1 with SHA-1 and RC2'],
  ['1.2.840.113549.1.12.1.3', 'PKCS#12 encryption with triple DES'],
  ['1.2.840.113549.1.12.1.6', 'PKCS#12 encryption with RC2'],
  ['1.2.840.113549.3.2', 'RC2-CBC'],
  ['2.16.840.1.101.3.4.1.6', 'AES-128-GCM'],
  ['2.16.840.1.101.3.4.1.46', 'AES-256-GCM'],
  ['1.2.410.200004.1.4', 'SEED-CBC'],
  ['1.2.392.200011.61.1.1.1.4', 'CAMELLIA-256-CBC'],
  ['1.2.156.10197.1.104.2', 'SM4-CBC'],
]);

/** Reads an EncryptedPrivateKeyInfo (RFC 5208) under PBES2. Throws `DerError`, or `key-format-unreadable`. */
export function readPbes2(der: Uint8Array, limits: DerivationLimits): EncryptedKey {
  const [algorithm, ciphertext, ...others] = derChildren(readDer(der, DER.sequence));
  if (algorithm?.tag !== DER.sequence || ciphertext?.tag !== DER.octetString || others.length > 0) {
    throw new DerError('not an encrypted PKCS#8 private key');
  }
  const [scheme, parameters] = derChildren(algorithm);
  const oid = scheme === undefined ? '' : readOid(scheme);
  if (oid !== PBES2_OID) {
    throw unreadable(NAMES.get(oid) ?? `encryption ${oid}`);
  }
  if (parameters?.tag !== DER.sequence) {
    throw new DerError('no parameters of PBES2');
  }
  const [derivationPart, cipherPart] = derChildren(parameters);
  const derivation = readDerivation(derivationPart, limits);
  const [cipherId, iv] = cipherPart === undefined ? [] : derChildren(cipherPart);
  if (cipherId === undefined || iv?.tag !== DER.octetString) {
    throw new DerError('no cipher');
  }
  const cipher = cipherBy(readOid(cipherId));
  if (derivation.keyBytes !== null && derivation.keyBytes !== cipher.keyBytes) {
    throw new DerError('a key length that the cipher does not have');
  }
  const encrypted: EncryptedKey = {
    format: `PKCS#8, ${cipher.name}, ${derivation.name}`,
    form: PKCS8,
    cipher,
    iv: iv.content,
    ciphertext: ciphertext.content,
    candidates: derivation.candidates,
  };
  checkSizes(encrypted);
  return encrypted;
}

function cipherBy(oid: string): BlockCipher {
  const cipher = BLOCK_CIPHERS.get(CIPHERS.get(oid) ?? '');
  if (cipher === undefined) {
    throw unreadable(`cipher ${NAMES.get(oid) ?? oid}`);
  }
  return cipher;
}
