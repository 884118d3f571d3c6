import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  type CertificateRequest,
  generateKey,
  issueCertificate,
  type NewKeyAlgorithm,
  type PrivateKeyHandle,
  readPrivateKey,
} from '../../../source/crypto/private.ts';
import { seededKey } from '../../../source/crypto/seeded.ts';

export const ALGORITHMS = ['ecdsa-p256', 'ecdsa-p384', 'ecdsa-p521', 'ed25519', 'rsa-2048'] as const;

const made = new Map<string, PrivateKeyHandle>();

/** A key that stays the same for one test file; RSA keys take long to make. */
export function testKey(algorithm: NewKeyAlgorithm, name = ''): PrivateKeyHandle {
  const id = `${algorithm} ${name}`;
  const key = made.get(id) ?? makeTestKey(algorithm, id);
  made.set(id, key);
  return key;
}

function makeTestKey(algorithm: NewKeyAlgorithm, id: string): PrivateKeyHandle {
  switch (algorithm) {
    case 'rsa-2048':
    case 'rsa-3072':
    case 'rsa-4096':
      return generateKey(algorithm);
    default:
      return seededKey(algorithm, Buffer.from(id));
  }
}

/** A P-224 key, which can be read and used but not made by us. */
export function p224Key(): PrivateKeyHandle {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp224r1' });
  const key = readPrivateKey(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  if (key === null) {
    throw new Error('a P-224 key can be read');
  }
  return key;
}

export function spkiOf(publicKey: KeyObject): Uint8Array {
  return publicKey.export({ format: 'der', type: 'spki' });
}

export const YEAR_2026 = {
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2027-01-01T00:00:00Z'),
};
export const IN_2026 = new Date('2026-06-01T00:00:00Z');

/** A certificate for `key` in PEM; signs itself and belongs to a root role unless `parts` say otherwise. */
export function testCertificate(key: PrivateKeyHandle, parts: Partial<CertificateRequest> = {}): string {
  return issueCertificate({
    commonName: 'registry.example.com/app',
    ...YEAR_2026,
    serial: Uint8Array.of(0x80, 1, 2, 3),
    profile: 'signing',
    key,
    ...parts,
  });
}
