import { constants, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodePem,
  type PublicKeyHandle,
  readPublicKey,
  verifySignature,
} from '../../source/crypto/index.ts';
import { type PrivateKeyHandle, signBytes } from '../../source/crypto/private.ts';
import { ALGORITHMS, p224Key, spkiOf, testCertificate, testKey } from './support/keys.ts';

const message = Buffer.from('{"_type":"Targets"}');

function publicHandle(keyType: string, bytes: Uint8Array): PublicKeyHandle {
  const read = readPublicKey(keyType, bytes);
  if (!read.ok) {
    throw new Error(read.reason);
  }
  return read.key;
}

const publicOf = (key: PrivateKeyHandle) => publicHandle(key.keyType, key.publicBytes);

/** The key forms of facts 2.1, and every method of 2.3 that goes with them. */
function acceptedForms() {
  const plain = [...ALGORITHMS.map((algorithm) => testKey(algorithm)), p224Key()].map((key) => ({
    name: key.algorithm,
    key: publicOf(key),
    ...signBytes(key, message),
  }));
  const certified = ALGORITHMS.filter((algorithm) => algorithm !== 'ed25519').map((algorithm) => {
    const key = testKey(algorithm);
    const pem = Buffer.from(testCertificate(key));
    const name = `${algorithm} in a certificate`;
    return { name, key: publicHandle(`${key.keyType}-x509`, pem), ...signBytes(key, message) };
  });
  const rsa = testKey('rsa-2048');
  const pem = encodePem({ type: 'PUBLIC KEY', headers: new Map(), bytes: rsa.publicBytes });
  const pkcs1 = sign('sha256', message, { key: rsa.native, padding: constants.RSA_PKCS1_PADDING });
  return [
    ...plain,
    ...certified,
    { name: 'PKCS #1 v1.5', key: publicOf(rsa), method: 'rsapkcs1v15', signature: pkcs1 },
    {
      name: 'RSA as the Python implementation wrote it',
      key: publicHandle('rsa', Buffer.from(pem)),
      method: 'pycrypto-pkcs#1 pss',
      signature: signBytes(rsa, message).signature,
    },
  ];
}

describe('signatures', () => {
  const forms = acceptedForms();

  it.each(forms)('accepts $name', ({ key, method, signature }) => {
    expect(verifySignature({ key, method, message, signature })).toBeNull();
  });

  it.each(forms)('refuses $name over anything else', ({ key, method, signature }) => {
    const other = Buffer.concat([message, Buffer.of(0)]);
    expect(verifySignature({ key, method, message: other, signature })).toBe('wrong-signature');
  });

  it.each(forms)('refuses $name with a byte changed, or of another length', ({ key, method, signature }) => {
    fc.assert(
      fc.property(fc.nat(signature.length - 1), fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const changed = Uint8Array.from(signature);
        changed[index] = (changed[index] ?? 0) ^ mask;
        expect(verifySignature({ key, method, message, signature: changed })).toBe('wrong-signature');
      }),
      { numRuns: 20 },
    );
    for (const wrong of [signature.slice(1), Buffer.concat([signature, Buffer.of(0)]), new Uint8Array()]) {
      expect(verifySignature({ key, method, message, signature: wrong })).toBe('malformed-signature');
    }
  });

  it.each(forms)('does not let $name pass under any other method', ({ key, method, signature }) => {
    const methods = ['ecdsa', 'eddsa', 'rsapss', 'rsapkcs1v15', 'pycrypto-pkcs#1 pss'];
    for (const other of methods.filter((candidate) => candidate !== method)) {
      expect(verifySignature({ key, method: other, message, signature })).not.toBeNull();
    }
    for (const unknown of ['', 'ECDSA', 'constructor', '__proto__', 'none']) {
      expect(verifySignature({ key, method: unknown, message, signature })).toBe('unknown-method');
    }
  });

  it('refuses ECDSA in DER and RSA with a salt of another length', () => {
    const ec = testKey('ecdsa-p256');
    const der = sign('sha256', message, ec.native);
    expect(verifySignature({ key: publicOf(ec), method: 'ecdsa', message, signature: der })).toBe(
      'malformed-signature',
    );
    const rsa = testKey('rsa-2048');
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const salted = sign('sha256', message, { key: rsa.native, padding, saltLength: 20 });
    expect(verifySignature({ key: publicOf(rsa), method: 'rsapss', message, signature: salted })).toBe(
      'wrong-signature',
    );
  });

  it('refuses the signature of another key', () => {
    for (const algorithm of ['ecdsa-p256', 'ed25519'] as const) {
      const key = publicOf(testKey(algorithm));
      const { method, signature } = signBytes(testKey(algorithm, 'other'), message);
      expect(verifySignature({ key, method, message, signature })).toBe('wrong-signature');
    }
  });
});

describe('public keys', () => {
  const ec = testKey('ecdsa-p256');
  const rsaBits = (modulusLength: number) => spkiOf(generateKeyPairSync('rsa', { modulusLength }).publicKey);
  const rsaExponent = (exponent: number | bigint) => {
    const { n } = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
    const digits = exponent.toString(16);
    const e = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString(
      'base64url',
    );
    return spkiOf(createPublicKey({ key: { kty: 'RSA', n: n ?? '', e }, format: 'jwk' }));
  };
  const edPoint = (first: string, middle: string, last: string) =>
    Buffer.from(`${first}${middle.repeat(30)}${last}`, 'hex');
  const secp256k1 = spkiOf(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey);

  it.each([
    ['RSA of 1024 bits', 'rsa', rsaBits(1024), 'weak-key'],
    ['RSA of 2047 bits', 'rsa', rsaBits(2047), 'weak-key'],
    ['RSA with exponent 1, by which everybody could sign', 'rsa', rsaExponent(1), 'weak-key'],
    ['RSA with an even exponent', 'rsa', rsaExponent(65_538), 'weak-key'],
    ['RSA with an exponent that Go does not read', 'rsa', rsaExponent(2 ** 31 + 1), 'weak-key'],
    ['RSA with an exponent as long as the modulus', 'rsa', rsaExponent(2n ** 2040n - 1n), 'weak-key'],
    ['secp256k1', 'ecdsa', secp256k1, 'weak-key'],
    ['the Ed25519 key 0, of order 4', 'ed25519', Buffer.alloc(32), 'weak-key'],
    ['the Ed25519 key 1, by which everybody could sign', 'ed25519', edPoint('01', '00', '00'), 'weak-key'],
    ['the same with its sign changed', 'ed25519', edPoint('01', '00', '80'), 'weak-key'],
    ['the same in its other spelling', 'ed25519', edPoint('ee', 'ff', '7f'), 'weak-key'],
    ['the Ed25519 key -1, of order 2', 'ed25519', edPoint('ec', 'ff', '7f'), 'weak-key'],
    [
      'an Ed25519 key of order 8',
      'ed25519',
      Buffer.from('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85', 'hex'),
      'weak-key',
    ],
    [
      'the other Ed25519 key of order 8',
      'ed25519',
      Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex'),
      'weak-key',
    ],
    ['an Ed25519 key beyond the prime', 'ed25519', edPoint('f3', 'ff', 'ff'), 'weak-key'],
    ['a type nobody knows', 'ed448', new Uint8Array(57), 'unknown-key-type'],
    ['a type named like a member of every object', 'constructor', new Uint8Array(), 'unknown-key-type'],
    ['Ed25519 of 31 bytes', 'ed25519', new Uint8Array(31), 'malformed-key'],
    [
      'Ed25519 as SubjectPublicKeyInfo',
      'ed25519',
      spkiOf(generateKeyPairSync('ed25519').publicKey),
      'malformed-key',
    ],
    ['an elliptic key called RSA', 'rsa', ec.publicBytes, 'malformed-key'],
    ['an RSA key called ECDSA', 'ecdsa', testKey('rsa-2048').publicBytes, 'malformed-key'],
    ['a certificate called a plain key', 'ecdsa', Buffer.from(testCertificate(ec)), 'malformed-key'],
    ['a plain key called a certificate', 'ecdsa-x509', ec.publicBytes, 'malformed-key'],
    [
      'an RSA key in an ECDSA certificate',
      'ecdsa-x509',
      Buffer.from(testCertificate(testKey('rsa-2048'))),
      'malformed-key',
    ],
    ['a key with a byte behind it', 'ecdsa', Buffer.concat([ec.publicBytes, Buffer.of(0)]), 'malformed-key'],
    ['nothing', 'ecdsa', new Uint8Array(), 'malformed-key'],
  ] as const)('refuses %s', (_, keyType, bytes, reason) => {
    expect(readPublicKey(keyType, bytes)).toEqual({ ok: false, reason });
  });

  it.each([3, 65_537, 2 ** 31 - 1])('accepts RSA with exponent %i', (exponent) => {
    expect(readPublicKey('rsa', rsaExponent(exponent)).ok).toBe(true);
  });

  it('refuses a compressed point, which would give one key two fingerprints', () => {
    const point = ec.publicBytes.subarray(-65);
    const header = Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex');
    const compressed = Buffer.concat([header, Buffer.of(2 + ((point[64] ?? 0) & 1)), point.subarray(1, 33)]);
    expect(readPublicKey('ecdsa', compressed)).toEqual({ ok: false, reason: 'malformed-key' });
  });

  it('refuses a curve given by its parameters, for the same reason', () => {
    const options = { namedCurve: 'prime256v1', paramEncoding: 'explicit' } as const;
    const spki = spkiOf(generateKeyPairSync('ec', options).publicKey);
    expect(spki.length).toBeGreaterThan(200);
    expect(readPublicKey('ecdsa', spki).ok).toBe(false);
  });

  it('gives one key one fingerprint, with and without a certificate', () => {
    const inside = publicHandle('ecdsa-x509', Buffer.from(testCertificate(ec)));
    expect(inside.fingerprint).toBe(publicOf(ec).fingerprint);
    expect(inside.certificates.map(({ commonName }) => commonName)).toEqual(['registry.example.com/app']);
    expect(publicOf(testKey('ecdsa-p256', 'other')).fingerprint).not.toBe(inside.fingerprint);
  });

  it('never throws, whatever the bytes', () => {
    const types = fc.constantFrom('ecdsa', 'ecdsa-x509', 'rsa', 'rsa-x509', 'ed25519', 'x');
    fc.assert(
      fc.property(types, fc.uint8Array({ maxLength: 200 }), (keyType, bytes) => {
        const isPoint = keyType === 'ed25519' && bytes.length === 32;
        expect(readPublicKey(keyType, bytes).ok && !isPoint).toBe(false);
      }),
    );
  });
});
