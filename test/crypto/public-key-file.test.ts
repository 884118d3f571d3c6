import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesEqual } from '../../source/base/index.ts';
import { encodePem, parsePem } from '../../source/crypto/index.ts';
import {
  CryptoError,
  encodePrivateKey,
  issueSelfSigned,
  makeSigningRequest,
  type PrivateKeyHandle,
  publicKeyInfo,
  readCertificateFor,
  readPublicKeyFile,
} from '../../source/crypto/private.ts';
import { certificatePem } from '../support/certificate-builder.ts';
import { ALGORITHMS, IN_2026, testCertificate, testKey, YEAR_2026 } from './support/keys.ts';

const AT = { now: IN_2026 };
const CERTIFIABLE = ALGORITHMS.filter((algorithm) => algorithm !== 'ed25519');

function publicPem(spki: Uint8Array, headers: Record<string, string> = {}): string {
  return encodePem({ type: 'PUBLIC KEY', headers: new Map(Object.entries(headers)), bytes: spki });
}

const spkiOf = (key: KeyObject) => key.export({ format: 'der', type: 'spki' });

function failure(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    if (error instanceof CryptoError) {
      return { code: error.code, ...error.detail };
    }
    throw error;
  }
  return null;
}

const refused = (text: string) => failure(() => readPublicKeyFile(text, AT));

describe('files of public keys', () => {
  it.each(ALGORITHMS)('hold %s as documents do', (algorithm) => {
    const key = testKey(algorithm);
    const text = publicPem(publicKeyInfo(key), { role: 'alice' });
    const { keyType, publicBytes } = key;
    expect(readPublicKeyFile(text, AT)).toEqual({ keyType, publicBytes, algorithm, certificate: null });
  });

  it.each(CERTIFIABLE)('hold certificates of %s', (algorithm) => {
    const key = testKey(algorithm);
    const pem = testCertificate(key);
    const read = readPublicKeyFile(`some text\n${pem.replaceAll('\n', '\r\n')}`, AT);
    expect(read).toMatchObject({ keyType: `${key.keyType}-x509`, algorithm });
    expect(Buffer.from(read.publicBytes).toString()).toBe(pem);
    expect(read.certificate?.publicKey).toEqual(publicKeyInfo(key));
  });

  it('give the leaf of a chain alone, and refuse a chain that begins with its CA', () => {
    const ca = { commonName: 'CA', key: testKey('rsa-2048') };
    const leaf = testCertificate(testKey('ecdsa-p256'), { issuer: ca });
    const authority = testCertificate(ca.key, { commonName: 'CA', profile: 'authority' });
    expect(Buffer.from(readPublicKeyFile(`${leaf}${authority}`, AT).publicBytes).toString()).toBe(leaf);
    expect(refused(`${authority}${leaf}`)).toMatchObject({ reason: 'not-leaf-first', found: 'CA' });
    // As openssl req -x509 makes them: a CA by name, and used by many for a delegation.
    expect(readPublicKeyFile(authority, AT).keyType).toBe('rsa-x509');
  });

  it('count by their first block only', () => {
    const [one, two] = [testKey('ecdsa-p256', 'one'), testKey('ecdsa-p256', 'two')];
    const text = `${publicPem(publicKeyInfo(one))}${testCertificate(two)}`;
    expect(readPublicKeyFile(text, AT).publicBytes).toEqual(one.publicBytes);
  });

  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
  const foreign = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey;
  const other = generateKeyPairSync('x25519').publicKey;

  it.each([
    ['no PEM', 'hello', { code: 'public-key-unreadable', reason: 'no-pem' }],
    [
      'a private key',
      encodePrivateKey(testKey('ecdsa-p256')),
      { reason: 'private-key', found: 'PRIVATE KEY' },
    ],
    [
      'PKCS#1',
      publicPem(spkiOf(weak)).replaceAll('PUBLIC', 'RSA PUBLIC'),
      { reason: 'unknown-block', found: 'RSA PUBLIC KEY' },
    ],
    [
      'a request',
      testCertificate(testKey('ecdsa-p256')).replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST'),
      { reason: 'unknown-block' },
    ],
    ['nothing', publicPem(new Uint8Array()), { reason: 'malformed', found: 'public key' }],
    [
      'a broken certificate',
      testCertificate(testKey('ecdsa-p256')).replace(/\n.{4}/, '\nAAAA'),
      { reason: 'malformed', found: 'certificate' },
    ],
    [
      'a short RSA key',
      publicPem(spkiOf(weak)),
      { code: 'weak-key', found: expect.stringContaining('1024') },
    ],
    [
      'a foreign curve',
      publicPem(spkiOf(foreign)),
      { code: 'weak-key', found: expect.stringContaining('secp256k1') },
    ],
    ['no key to sign', publicPem(spkiOf(other)), { reason: 'unknown-algorithm', found: 'x25519' }],
    [
      'an Ed25519 certificate',
      certificatePem({
        ...YEAR_2026,
        subjectKey: testKey('ed25519').native,
        commonName: 'a',
        issuer: { commonName: 'CA', privateKey: testKey('rsa-2048').native },
      }),
      { reason: 'unknown-algorithm' },
    ],
    [
      'a certificate signed over SHA-1',
      certificatePem({
        ...YEAR_2026,
        subjectKey: testKey('rsa-2048').native,
        commonName: 'old',
        digest: 'sha1',
      }),
      { code: 'certificate-weak-signature', commonName: 'old' },
    ],
    [
      'a certificate of a short key',
      certificatePem({
        ...YEAR_2026,
        subjectKey: weak,
        commonName: 'a',
        issuer: { commonName: 'CA', privateKey: testKey('rsa-2048').native },
      }),
      { code: 'weak-key' },
    ],
  ])('are refused with %s', (_, text, detail) => {
    expect(refused(text)).toMatchObject(detail);
  });

  it('are refused with a certificate out of its time, less a day before it begins', () => {
    const pem = testCertificate(testKey('ecdsa-p256'), { commonName: 'jeff' });
    const at = (now: string) => failure(() => readPublicKeyFile(pem, { now: new Date(now) }));
    const { notBefore, notAfter } = YEAR_2026;
    expect(at('2027-01-01T00:00:00Z')).toBeNull();
    expect(at('2027-01-01T00:00:01Z')).toEqual({ code: 'certificate-expired', commonName: 'jeff', notAfter });
    expect(at('2025-12-31T00:00:00Z')).toBeNull();
    expect(at('2025-12-30T23:59:59Z')).toEqual({
      code: 'certificate-not-yet-valid',
      commonName: 'jeff',
      notBefore,
    });
    expect(at('never')).toMatchObject({ code: 'certificate-expired' });
  });

  it('never fail otherwise, whatever the bytes', () => {
    const sources = [testCertificate(testKey('ecdsa-p256')), publicPem(publicKeyInfo(testKey('rsa-2048')))];
    const anyBlock = fc.constantFrom(...sources.flatMap((pem) => parsePem(pem)));
    fc.assert(
      fc.property(anyBlock, fc.nat(), fc.integer({ min: 1, max: 255 }), (block, position, mask) => {
        const bytes = Uint8Array.from(block.bytes);
        const at = position % bytes.length;
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        refused(encodePem({ ...block, bytes }));
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => refused(text) !== null));
  });
});

describe('certificates from a CA', () => {
  const key = testKey('ecdsa-p256', 'mine');
  const ca = { commonName: 'CA', key: testKey('rsa-2048') };
  const issued = (to: PrivateKeyHandle) => testCertificate(to, { commonName: 'jeff', issuer: ca });
  const read = (pem: string, mine: PrivateKeyHandle = key) =>
    readCertificateFor(
      ({ keyType, publicBytes }) =>
        keyType === mine.keyType && bytesEqual(publicBytes, mine.publicBytes) ? 'me' : null,
      pem,
      AT,
    );

  it('are taken for the key that they are for', () => {
    expect(read(issued(key))).toMatchObject({
      holder: 'me',
      file: { keyType: 'ecdsa-x509', certificate: { commonName: 'jeff' } },
    });
    expect(read(issued(testKey('rsa-2048')), testKey('rsa-2048')).file.keyType).toBe('rsa-x509');
  });

  it.each([
    ['another key', issued(testKey('ecdsa-p256', 'theirs')), 'certificate-other-key'],
    ['a key of another type', issued(testKey('rsa-2048')), 'certificate-other-key'],
    ['no certificate but the key itself', publicPem(publicKeyInfo(key)), 'not-a-certificate'],
    ['no certificate but the request', makeSigningRequest(key, { subject: 'CN=a' }), 'not-a-certificate'],
    ['nothing', '', 'public-key-unreadable'],
    [
      'a time that has passed',
      issueSelfSigned(key, { subject: 'CN=a', days: 1, now: new Date(0) }),
      'certificate-expired',
    ],
  ])('are refused for %s', (_, pem, code) => {
    expect(failure(() => read(pem))).toMatchObject({ code });
  });
});
