import { createHash, createPrivateKey, hkdfSync, type KeyObject } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { utf8 } from '../base/index.ts';
import { type PrivateKeyHandle, privateKeyHandle, type ReproducibleSigning } from './private-key.ts';

/**
 * The third entry of the crypto layer: keys from a seed, whose signatures are always the same, for sample repositories
 * that have to come out alike on every machine. OpenSSL makes neither. Not for keys that guard something: this
 * arithmetic takes a time that depends on the key.
 */

const CURVES = { 'ecdsa-p256': p256, 'ecdsa-p384': p384, 'ecdsa-p521': p521 } as const;
const SEED_BYTES = 64;
const ED25519_SECRET_BYTES = 32;
const ED25519_PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

type SeededCurve = keyof typeof CURVES;
export type SeededAlgorithm = SeededCurve | 'ed25519';

/** The private key that a seed, any bytes, stands for; other algorithms make unrelated keys of it. */
export function seededKey(algorithm: SeededAlgorithm, seed: Uint8Array): PrivateKeyHandle {
  if (algorithm === 'ed25519') {
    const secret = expand(seed, algorithm, ED25519_SECRET_BYTES);
    const der = Buffer.concat([ED25519_PKCS8_PREFIX, secret]);
    return privateKeyHandle(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }), algorithm);
  }
  const curve = CURVES[algorithm];
  const secret = curve.utils.randomSecretKey(expand(seed, algorithm, curve.lengths.seed ?? SEED_BYTES));
  return privateKeyHandle(importSecret(algorithm, secret), algorithm, reproducible(algorithm, secret));
}

/** ECDSA with its nonce taken from key and message (RFC 6979), s left as it comes out. */
export function reproducible(algorithm: SeededCurve, secret: Uint8Array): ReproducibleSigning {
  const curve = CURVES[algorithm];
  return (message, form) =>
    curve.sign(createHash('sha256').update(message).digest(), secret, {
      prehash: false,
      lowS: false,
      format: form === 'raw' ? 'compact' : 'der',
    });
}

function importSecret(algorithm: SeededCurve, secret: Uint8Array): KeyObject {
  const point = CURVES[algorithm].getPublicKey(secret, false).subarray(1);
  const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
  const half = point.length / 2;
  const key = {
    kty: 'EC',
    crv: `P-${algorithm.slice('ecdsa-p'.length)}`,
    d: base64url(secret),
    x: base64url(point.subarray(0, half)),
    y: base64url(point.subarray(half)),
  };
  return createPrivateKey({ key, format: 'jwk' });
}

function expand(seed: Uint8Array, algorithm: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', seed, new Uint8Array(), utf8(`trustdeck ${algorithm}`), length));
}
