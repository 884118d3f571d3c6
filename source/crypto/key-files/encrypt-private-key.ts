import { createCipheriv, pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Passphrase } from '../../base/index.ts';
import { DER, DerError, derChildren, readDer } from '../der.ts';
import { bits, type DerNode, explicit, integer, octets, oid, sequence, toDer } from '../der-writing.ts';
import type { PrivateKeyHandle } from '../private-key.ts';
import { curveOidOf } from './key-curves.ts';
import { EC_OID, GO_ED25519_OID, RSA_OID } from './key-forms.ts';
import { PBES2_OID } from './pbes2.ts';

export interface EncryptOptions {
  /** Random bytes for salt and initialisation vector; the machine's when left out. */
  readonly randomBytes?: (count: number) => Uint8Array;
}

const PBKDF2_OID = '1.2.840.113549.1.5.12';
const AES_256_CBC_OID = '2.16.840.1.101.3.4.1.42';
const ITERATIONS = 2048;
const SALT_BYTES = 8;
const IV_BYTES = 16;
const KEY_BYTES = 32;
const ZERO = Uint8Array.of(0);
const ONE = Uint8Array.of(1);

const derive = promisify(pbkdf2);

/**
 * Encrypts a key into an EncryptedPrivateKeyInfo, byte for byte as Notary writes it: its reader knows no other cipher,
 * and only PBKDF2 with HMAC-SHA-1 (facts 8.1). The PEM block around it is an `ENCRYPTED PRIVATE KEY`.
 */
export async function encryptPrivateKey(
  key: PrivateKeyHandle,
  passphrase: Passphrase,
  options: EncryptOptions = {},
): Promise<Uint8Array> {
  const random = options.randomBytes ?? randomBytes;
  const salt = random(SALT_BYTES);
  const iv = random(IV_BYTES);
  const secret = await derive(passphrase.reveal(), salt, ITERATIONS, KEY_BYTES, 'sha1');
  const cipher = createCipheriv('aes-256-cbc', secret, iv);
  const ciphertext = Buffer.concat([cipher.update(encodeNotaryKey(key)), cipher.final()]);
  const iterations = integer(Uint8Array.of(ITERATIONS >> 8, ITERATIONS & 0xff));
  const derivation = sequence(oid(PBKDF2_OID), sequence(octets(salt), iterations));
  const scheme = sequence(derivation, sequence(oid(AES_256_CBC_OID), octets(iv)));
  return toDer(sequence(sequence(oid(PBES2_OID), scheme), octets(ciphertext)));
}

/**
 * The PKCS#8 that Notary writes, unencrypted: with the curve also inside an EC key, without NULL for RSA, and Ed25519
 * under an identifier and in a form of its own (facts 8.1).
 */
export function encodeNotaryKey(key: PrivateKeyHandle): Uint8Array {
  return toDer(ENCODERS[key.keyType](key));
}

const ENCODERS: Readonly<Record<PrivateKeyHandle['keyType'], (key: PrivateKeyHandle) => DerNode>> = {
  ecdsa: (key) => {
    const curve = oid(curveOidOf(key.algorithm) ?? '');
    return privateKeyInfo(ONE, sequence(oid(EC_OID), curve), ecPrivateKey(key, curve));
  },
  rsa: ({ native }) => {
    const pkcs1 = native.export({ format: 'der', type: 'pkcs1' });
    return privateKeyInfo(ZERO, sequence(oid(RSA_OID)), pkcs1);
  },
  ed25519: ({ native, publicBytes }) => {
    const seed = Buffer.from(native.export({ format: 'jwk' }).d ?? '', 'base64url');
    return privateKeyInfo(
      ZERO,
      sequence(oid(GO_ED25519_OID)),
      Buffer.concat([publicBytes, seed, publicBytes]),
    );
  },
};

function privateKeyInfo(version: Uint8Array, algorithm: DerNode, key: Uint8Array): DerNode {
  return sequence(integer(version), algorithm, octets(key));
}

function ecPrivateKey({ native, publicBytes }: PrivateKeyHandle, curve: DerNode): Uint8Array {
  // OpenSSL leaves the public key out for a key that came without it, so only the secret is taken from what it writes.
  const [, secret] = derChildren(readDer(native.export({ format: 'der', type: 'sec1' }), DER.sequence));
  const point = derChildren(readDer(publicBytes, DER.sequence))[1]?.content.subarray(1);
  if (secret === undefined || point === undefined) {
    throw new DerError('not a key of an elliptic curve');
  }
  return toDer(sequence(integer(ONE), octets(secret.content), explicit(0, curve), explicit(1, bits(point))));
}
