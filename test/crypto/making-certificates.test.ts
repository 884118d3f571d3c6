import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DER, derChildren, readDer } from '../../source/crypto/der.ts';
import { encodePem, parseCertificates, parsePem } from '../../source/crypto/index.ts';
import {
  CryptoError,
  issueCertificate,
  issueRootCertificate,
  issueSelfSigned,
  makeKey,
  makeSigningRequest,
  type PrivateKeyHandle,
  publicKeyInfo,
} from '../../source/crypto/private.ts';
import { IN_2026, testKey } from './support/keys.ts';

const SUBJECT = 'CN=jeff,O=Example Ltd,C=DE';
const DAY_MS = 24 * 60 * 60 * 1000;

const selfSigned = (key: PrivateKeyHandle, days: number) =>
  issueSelfSigned(key, { subject: SUBJECT, days, now: IN_2026 });

describe('certificates made for people', () => {
  it.each(['ecdsa-p256', 'ecdsa-p384', 'ecdsa-p521', 'rsa-2048'] as const)(
    'sign themselves: %s',
    (algorithm) => {
      const key = testKey(algorithm);
      const native = new X509Certificate(selfSigned(key, 365));
      expect(native.verify(native.publicKey)).toBe(true);
      expect(native.publicKey.export({ format: 'der', type: 'spki' })).toEqual(publicKeyInfo(key));
      expect(native.subject).toBe('C=DE\nO=Example Ltd\nCN=jeff');
      expect(native.issuer).toBe(native.subject);
      expect(native.validFromDate).toEqual(IN_2026);
      expect(native.validToDate).toEqual(new Date(IN_2026.getTime() + 365 * DAY_MS));
      expect(native.ca).toBe(false);
      expect(native.keyUsage).toEqual(['1.3.6.1.5.5.7.3.3']);
    },
  );

  it.each([0, -1, 1.5, Number.NaN, 36_501])('are refused for %s days', (days) => {
    expect(() => selfSigned(testKey('ecdsa-p256'), days)).toThrow('certificate-days-invalid');
  });

  it('are refused for Ed25519, which Notary has none of', () => {
    expect(() => selfSigned(testKey('ed25519'), 1)).toThrow('certificate-key-not-supported');
    expect(() => issueRootCertificate(testKey('ed25519'), { commonName: 'a', now: IN_2026 })).toThrow(
      CryptoError,
    );
  });

  it('have random serial numbers of 128 bits', () => {
    const serials = Array.from(
      { length: 40 },
      () => new X509Certificate(selfSigned(testKey('ecdsa-p256'), 1)).serialNumber,
    );
    expect(new Set(serials).size).toBe(40);
    expect(Math.max(...serials.map((serial) => serial.length))).toBe(32);
  });

  it('are for root keys what notary makes: ten years, a name of any length', () => {
    const commonName = `registry.example.com/${'team/'.repeat(40)}app`;
    const pem = issueRootCertificate(testKey('ecdsa-p256'), { commonName, now: IN_2026 });
    const [root] = parseCertificates(Buffer.from(pem));
    expect(root?.commonName).toBe(commonName);
    expect(root?.notBefore).toEqual(IN_2026);
    expect(root?.notAfter).toEqual(new Date(IN_2026.getTime() + 3650 * DAY_MS));
    expect(parsePem(pem).map(encodePem).join('')).toBe(pem);
    const same = issueCertificate({
      commonName,
      notBefore: IN_2026,
      notAfter: new Date(IN_2026.getTime() + 3650 * DAY_MS),
      serial: Uint8Array.of(1),
      profile: 'signing',
      key: testKey('ecdsa-p256'),
    });
    const serial = Uint8Array.of(1);
    expect(issueRootCertificate(testKey('ecdsa-p256'), { commonName, now: IN_2026, serial })).toBe(same);
  });
});

describe('certificate signing requests', () => {
  it.each(['ecdsa-p256', 'ecdsa-p384', 'ecdsa-p521', 'ed25519', 'rsa-2048'] as const)(
    'are signed by the key that they name: %s',
    (algorithm) => {
      const key = testKey(algorithm);
      const [block] = parsePem(makeSigningRequest(key, { subject: SUBJECT }));
      expect(block?.type).toBe('CERTIFICATE REQUEST');
      const [content, , signature] = derChildren(readDer(block?.bytes ?? new Uint8Array(), DER.sequence));
      const [version, name, spki, attributes] = derChildren(readDer(content?.encoded ?? new Uint8Array()));
      expect(version?.content).toEqual(Buffer.of(0));
      expect(spki?.encoded).toEqual(publicKeyInfo(key));
      expect(attributes?.encoded).toEqual(Buffer.of(0xa0, 0));
      const [certificate] = parseCertificates(Buffer.from(selfSigned(testKey('ecdsa-p256'), 1)));
      expect(name?.encoded).toEqual(certificate?.subject);
      const publicKey = createPublicKey({
        key: Buffer.from(publicKeyInfo(key)),
        format: 'der',
        type: 'spki',
      });
      const digest = algorithm === 'ed25519' ? null : 'sha256';
      const made = signature?.content.subarray(1) ?? new Uint8Array();
      expect(verify(digest, content?.encoded ?? new Uint8Array(), publicKey, made)).toBe(true);
      expect(verify(digest, name?.encoded ?? new Uint8Array(), publicKey, made)).toBe(false);
    },
  );

  it('are refused for a name that is none', () => {
    expect(() => makeSigningRequest(testKey('ecdsa-p256'), { subject: 'jeff' })).toThrow('subject-invalid');
  });
});

describe('new keys', () => {
  it.each(['ecdsa-p256', 'ecdsa-p521', 'ed25519'] as const)(
    '%s are made, each another',
    async (algorithm) => {
      const [one, two] = [await makeKey(algorithm), await makeKey(algorithm)];
      expect(one.algorithm).toBe(algorithm);
      expect(one.publicBytes).not.toEqual(two.publicBytes);
    },
  );

  it('of RSA are looked for while everything else goes on', async () => {
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) {
        setImmediate(count);
      }
    };
    setImmediate(count);
    const key = await makeKey('rsa-2048');
    isDone = true;
    expect(key.algorithm).toBe('rsa-2048');
    expect(turns).toBeGreaterThan(10);
  });
});
