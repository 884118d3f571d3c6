import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { algorithmOf, type KeyAlgorithm } from './public-key.ts';

export type NewKeyAlgorithm =
  | 'ecdsa-p256'
  | 'ecdsa-p384'
  | 'ecdsa-p521'
  | 'ed25519'
  | 'rsa-2048'
  | 'rsa-3072'
  | 'rsa-4096';

/** A private key in memory. */
export interface PrivateKeyHandle {
  readonly algorithm: KeyAlgorithm;
  /** The type under which documents hold its public key. */
  readonly keyType: 'ecdsa' | 'rsa' | 'ed25519';
  /** What documents hold in `keyval.public`: SubjectPublicKeyInfo, or the 32 raw bytes of Ed25519. */
  readonly publicBytes: Uint8Array;
  readonly native: KeyObject;
  /** How an ECDSA key made from a seed signs, always the same; null for all others, which OpenSSL signs with. */
  readonly signReproducibly: ReproducibleSigning | null;
}

/** ECDSA over a message with SHA-256: r and s as they are, or in DER. */
export type ReproducibleSigning = (message: Uint8Array, form: 'raw' | 'der') => Uint8Array;

const generatePair = promisify(generateKeyPair);
const ED25519_PUBLIC_BYTES = 32;
const CURVES = { 'ecdsa-p256': 'prime256v1', 'ecdsa-p384': 'secp384r1', 'ecdsa-p521': 'secp521r1' } as const;

/** Makes a private key by the machine's randomness, while everything else waits: not for RSA in the app. */
export function generateKey(algorithm: NewKeyAlgorithm): PrivateKeyHandle {
  switch (algorithm) {
    case 'ecdsa-p256':
    case 'ecdsa-p384':
    case 'ecdsa-p521': {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: CURVES[algorithm] });
      return privateKeyHandle(privateKey, algorithm);
    }
    case 'ed25519':
      return privateKeyHandle(generateKeyPairSync('ed25519').privateKey, algorithm);
    default: {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: modulusLengthOf(algorithm) });
      return privateKeyHandle(privateKey, algorithm);
    }
  }
}

/**
 * Makes a private key by the machine's randomness. RSA takes seconds: its primes are looked for on another thread, so
 * that the screen goes on.
 */
export async function makeKey(algorithm: NewKeyAlgorithm): Promise<PrivateKeyHandle> {
  if (!algorithm.startsWith('rsa-')) {
    return generateKey(algorithm);
  }
  const { privateKey } = await generatePair('rsa', { modulusLength: modulusLengthOf(algorithm) });
  return privateKeyHandle(privateKey, algorithm);
}

/** Reads an unencrypted private key in PEM or returns null; null too for an algorithm that is not accepted. */
export function readPrivateKey(pem: string): PrivateKeyHandle | null {
  try {
    const native = createPrivateKey(pem);
    const algorithm = algorithmOf(native);
    return algorithm === null ? null : privateKeyHandle(native, algorithm);
  } catch {
    return null;
  }
}

/** Unencrypted PKCS#8 in PEM: for keys that live in memory or guard nothing, such as the sandbox's. */
export function encodePrivateKey(key: PrivateKeyHandle): string {
  return key.native.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** DER SubjectPublicKeyInfo of the public half. */
export function publicKeyInfo(key: PrivateKeyHandle): Uint8Array {
  return createPublicKey(key.native).export({ format: 'der', type: 'spki' });
}

/** The handle of a native private key whose algorithm is known. */
export function privateKeyHandle(
  native: KeyObject,
  algorithm: KeyAlgorithm,
  signReproducibly: ReproducibleSigning | null = null,
): PrivateKeyHandle {
  const spki = createPublicKey(native).export({ format: 'der', type: 'spki' });
  if (algorithm === 'ed25519') {
    const publicBytes = spki.subarray(-ED25519_PUBLIC_BYTES);
    return { algorithm, keyType: 'ed25519', publicBytes, native, signReproducibly };
  }
  const keyType = algorithm.startsWith('rsa-') ? 'rsa' : 'ecdsa';
  return { algorithm, keyType, publicBytes: spki, native, signReproducibly };
}

function modulusLengthOf(algorithm: string): number {
  return Number(algorithm.slice('rsa-'.length));
}
