import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { promisify } from 'node:util';
import { utf8 } from '../base/index.ts';
import { CryptoError } from './errors.ts';
import { algorithmOf, type KeyAlgorithm } from './public-key.ts';
import { curveOf, type EcAlgorithm, isEcAlgorithm } from './signing-curves.ts';

export type NewKeyAlgorithm = EcAlgorithm | 'ed25519' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096';

/** A private key in memory. */
export interface PrivateKeyHandle {
  readonly algorithm: KeyAlgorithm;
  /** The type under which documents hold its public key. */
  readonly keyType: 'ecdsa' | 'rsa' | 'ed25519';
  /** What documents hold in `keyval.public`: SubjectPublicKeyInfo, or the 32 raw bytes of Ed25519. */
  readonly publicBytes: Uint8Array;
  readonly native: KeyObject;
}

export interface GenerateOptions {
  /** Any bytes of enough entropy; the same ones give the same key. Without it, the machine's randomness. */
  readonly seed?: Uint8Array;
}

const generatePair = promisify(generateKeyPair);
const SEED_BYTES = 64;
const ED25519_SECRET_BYTES = 32;
const ED25519_PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Makes a private key. Throws `CryptoError` `seed-not-supported` for RSA with a seed. */
export function generateKey(algorithm: NewKeyAlgorithm, options: GenerateOptions = {}): PrivateKeyHandle {
  if (isEcAlgorithm(algorithm)) {
    const curve = curveOf(algorithm);
    const secret = curve.utils.randomSecretKey(
      expand(options.seed, algorithm, curve.lengths.seed ?? SEED_BYTES),
    );
    return privateKeyHandle(createPrivateKey({ key: ecJwk(algorithm, secret), format: 'jwk' }), algorithm);
  }
  if (algorithm === 'ed25519') {
    const secret = expand(options.seed, algorithm, ED25519_SECRET_BYTES);
    const der = Buffer.concat([ED25519_PKCS8_PREFIX, secret]);
    return privateKeyHandle(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }), algorithm);
  }
  if (options.seed !== undefined) {
    throw new CryptoError('seed-not-supported', { algorithm });
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: modulusLengthOf(algorithm) });
  return privateKeyHandle(privateKey, algorithm);
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
export function privateKeyHandle(native: KeyObject, algorithm: KeyAlgorithm): PrivateKeyHandle {
  const spki = createPublicKey(native).export({ format: 'der', type: 'spki' });
  if (algorithm === 'ed25519') {
    return { algorithm, keyType: 'ed25519', publicBytes: spki.subarray(-ED25519_SECRET_BYTES), native };
  }
  return { algorithm, keyType: algorithm.startsWith('rsa-') ? 'rsa' : 'ecdsa', publicBytes: spki, native };
}

function modulusLengthOf(algorithm: string): number {
  return Number(algorithm.slice('rsa-'.length));
}

function ecJwk(algorithm: EcAlgorithm, secret: Uint8Array): { [member: string]: string } {
  const curve = curveOf(algorithm);
  const point = curve.getPublicKey(secret, false).subarray(1);
  const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  const half = point.length / 2;
  return {
    kty: 'EC',
    crv: `P-${algorithm.slice('ecdsa-p'.length)}`,
    d: base64url(secret),
    x: base64url(point.subarray(0, half)),
    y: base64url(point.subarray(half)),
  };
}

/** Stretches a seed to what an algorithm takes, so that one seed gives unrelated keys to different algorithms. */
function expand(seed: Uint8Array | undefined, algorithm: string, length: number): Uint8Array {
  return seed === undefined
    ? randomBytes(length)
    : new Uint8Array(hkdfSync('sha256', seed, new Uint8Array(), utf8(`trustdeck ${algorithm}`), length));
}
