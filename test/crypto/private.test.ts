import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../source/base/index.ts';
import { ELLIPTIC_CURVES } from '../../source/crypto/elliptic-curves.ts';
import { encodePrivateKey, generateKey, readPrivateKey, signBytes } from '../../source/crypto/private.ts';
import { reproducible, seededKey } from '../../source/crypto/seeded.ts';
import { ALGORITHMS, testCertificate, testKey } from './support/keys.ts';

/** The private key of RFC 6979, appendix A.2.5. */
const RFC_6979_SECRET = 'c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721';

function imported(pem: string | Buffer) {
  const key = readPrivateKey(pem.toString());
  if (key === null) {
    throw new Error('the key can be read');
  }
  return key;
}

const SEEDED = ['ecdsa-p256', 'ecdsa-p384', 'ecdsa-p521', 'ed25519'] as const;

describe('private keys', () => {
  it.each(ALGORITHMS)('%s comes back from PEM as it was', (algorithm) => {
    const key = testKey(algorithm);
    const back = imported(encodePrivateKey(key));
    expect(back.algorithm).toBe(algorithm);
    expect(back.publicBytes).toEqual(key.publicBytes);
  });

  it.each(SEEDED)('%s follows from its seed', (algorithm) => {
    const make = (seed: string) => encodePrivateKey(seededKey(algorithm, Buffer.from(seed)));
    expect(make('one')).toBe(make('one'));
    expect(make('one')).not.toBe(make('two'));
    expect(encodePrivateKey(generateKey(algorithm))).not.toBe(encodePrivateKey(generateKey(algorithm)));
  });

  it('reads no key that is weak, encrypted or none', () => {
    const pem = { format: 'pem', type: 'pkcs8' } as const;
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export(pem);
    const encrypted = testKey('ed25519').native.export({ ...pem, cipher: 'aes-256-cbc', passphrase: 'x' });
    for (const text of [weak.toString(), encrypted.toString(), testCertificate(testKey('ecdsa-p256')), '']) {
      expect(readPrivateKey(text)).toBeNull();
    }
  });

  it('signs as RFC 6979 says, without lowering s', () => {
    const secret = Buffer.from(RFC_6979_SECRET, 'hex');
    expect(toHex(reproducible('ecdsa-p256', secret)(Buffer.from('sample'), 'raw'))).toBe(
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
        'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    );
  });

  it('signs as RFC 8032 says', () => {
    const secret = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    const der = Buffer.from(`302e020100300506032b657004220420${secret}`, 'hex');
    const native = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const key = imported(native.export({ format: 'pem', type: 'pkcs8' }));
    expect(toHex(key.publicBytes)).toBe('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(toHex(signBytes(key, new Uint8Array()).signature)).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555' +
        'fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
  });

  it.each(SEEDED)('%s from a seed signs the same twice', (algorithm) => {
    const sign = () => signBytes(testKey(algorithm), Buffer.from('message'));
    expect(sign()).toEqual(sign());
  });

  it.each(['ecdsa-p256', 'ecdsa-p384', 'ecdsa-p521'] as const)(
    '%s of the machine signs with a nonce of its own each time, by OpenSSL',
    (algorithm) => {
      const key = generateKey(algorithm);
      const sign = () => signBytes(key, Buffer.from('message')).signature;
      expect(sign()).not.toEqual(sign());
    },
  );

  it('knows the order of every curve', () => {
    const orders = [...ELLIPTIC_CURVES.values()].map(({ algorithm, order }) => [algorithm, toHex(order)]);
    const nobles = [
      ['ecdsa-p256', p256],
      ['ecdsa-p384', p384],
      ['ecdsa-p521', p521],
    ] as const;
    for (const [algorithm, curve] of nobles) {
      const digits = 2 * Math.ceil(curve.Point.Fn.BITS / 8);
      expect(orders).toContainEqual([algorithm, curve.Point.Fn.ORDER.toString(16).padStart(digits, '0')]);
    }
  });
});
