import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Certificate, chainsToRoot, readCertificate, readPublicKey } from '../../source/crypto/index.ts';
import {
  type CertificateOptions,
  certificateDer,
  element,
  extension,
  oid,
  sequence,
  TRUE,
} from '../support/certificate-builder.ts';
import { IN_2026, spkiOf, testKey, YEAR_2026 } from './support/keys.ts';

const leafKey = testKey('ecdsa-p256', 'leaf').native;
const caKey = testKey('ecdsa-p256', 'ca').native;

type Parts = Partial<CertificateOptions>;

const derWith = (parts: Parts = {}) =>
  certificateDer({ subjectKey: leafKey, commonName: 'a/b', ...YEAR_2026, ...parts });

function certificate(parts: Parts): Certificate {
  const read = readCertificate(derWith(parts));
  if (read === null) {
    throw new Error('this certificate can be read');
  }
  return read;
}

const issuedBy = (commonName: string, privateKey: KeyObject = caKey) => ({
  issuer: { commonName, privateKey },
});
const authority = (parts: Parts = {}) =>
  certificate({ subjectKey: caKey, commonName: 'CA', isCa: true, ...parts });
const keyUsage = (bits: number) => extension('2.5.29.15', element(0x03, Buffer.of(1, bits)), TRUE);

describe('a chain of certificates', () => {
  const leads = (leaf: Certificate, root: Certificate, ...intermediates: readonly Certificate[]) =>
    chainsToRoot({ leaf, intermediates, roots: [root], now: IN_2026 });
  const leaf = certificate(issuedBy('CA'));

  it('needs an issuer that is an authority and may sign certificates', () => {
    expect(leads(leaf, authority())).toBe(true);
    expect(leads(leaf, authority({ more: [keyUsage(0x06)] }))).toBe(true);
    expect(leads(leaf, authority({ isCa: false }))).toBe(false);
    expect(leads(leaf, authority({ more: [keyUsage(0x80)] }))).toBe(false);
  });

  it('is no longer than an authority allows', () => {
    const middle = authority({ commonName: 'Middle', ...issuedBy('CA') });
    const below = certificate(issuedBy('Middle'));
    expect(leads(below, authority({ pathLength: 1 }), middle)).toBe(true);
    expect(leads(below, authority({ pathLength: 0 }), middle)).toBe(false);
    expect(leads(leaf, authority({ pathLength: 0 }))).toBe(true);
  });

  it('is not endless', () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      authority({ commonName: `CA ${level}`, ...issuedBy(level === 0 ? 'CA' : `CA ${level - 1}`) }),
    );
    expect(leads(certificate(issuedBy('CA 5')), authority(), ...levels)).toBe(true);
    expect(leads(certificate(issuedBy('CA 11')), authority(), ...levels)).toBe(false);
  });

  it('breaks at a critical extension that nobody here understands, not at another', () => {
    const unknown = (...critical: readonly Buffer[]) =>
      certificate({ ...issuedBy('CA'), more: [extension('1.2.3.4', Buffer.of(5, 0), ...critical)] });
    expect(leads(unknown(), authority())).toBe(true);
    expect(leads(unknown(TRUE), authority())).toBe(false);
  });

  it('breaks at an issuer with a weak key', () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
    const root = authority({ subjectKey: weak, ...issuedBy('CA', weak) });
    expect(leads(certificate(issuedBy('CA', weak)), root)).toBe(false);
  });
});

describe('a certificate', () => {
  const der = derWith();

  it('is refused where its two algorithms differ, for only one of them is signed', () => {
    const inside = oid('1.2.840.10045.4.3.2');
    const outside = Buffer.from(der);
    outside[der.lastIndexOf(inside) + inside.length - 1] = 3;
    expect(readCertificate(der)).not.toBeNull();
    expect(readCertificate(outside)).toBeNull();
  });

  it('is refused with an extension twice', () => {
    expect(readCertificate(derWith({ more: [keyUsage(0x80)] }))).not.toBeNull();
    expect(readCertificate(derWith({ more: [keyUsage(0x80), keyUsage(0x06)] }))).toBeNull();
  });

  it('is refused with anything behind it, outside or inside', () => {
    expect(readCertificate(Buffer.concat([der, Buffer.of(0)]))).toBeNull();
    expect(readCertificate(sequence(der.subarray(4), element(0x05)))).toBeNull();
  });

  it('is refused in BER: with an indefinite length, or one in more octets than it takes', () => {
    const content = der.subarray(4);
    const size = [content.length >> 8, content.length & 0xff];
    expect(readCertificate(Buffer.concat([Buffer.of(0x30, 0x82, ...size), content]))).not.toBeNull();
    expect(readCertificate(Buffer.concat([Buffer.of(0x30, 0x83, 0, ...size), content]))).toBeNull();
    expect(readCertificate(Buffer.concat([Buffer.of(0x30, 0x80), content, Buffer.of(0, 0)]))).toBeNull();
  });

  it.each([
    ['490101000000Z', 2049],
    ['500101000000Z', 1950],
  ])('has two digits of a year in the hundred years before 2050: %s', (text, year) => {
    const [start, end] = [Buffer.from('19500101000000Z'), Buffer.from(text)];
    const read = certificate({ validity: sequence(element(0x18, start), element(0x17, end)) });
    expect(read.notAfter).toEqual(new Date(Date.UTC(year, 0, 1)));
  });
});

describe('a second spelling of a key, which would let one signer count twice, is refused', () => {
  it('as a point in hybrid form', () => {
    const spki = Buffer.from(spkiOf(createPublicKey(leafKey)));
    expect(readPublicKey('ecdsa', spki).ok).toBe(true);
    spki[spki.length - 65] = 6 + ((spki.at(-1) ?? 0) & 1);
    expect(readPublicKey('ecdsa', spki).ok).toBe(false);
  });

  it('as an RSA key without parameters, or with a length in BER', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pkcs1 = publicKey.export({ format: 'der', type: 'pkcs1' });
    const bits = element(0x03, Buffer.of(0), pkcs1);
    const rsa = oid('1.2.840.113549.1.1.1');
    expect(readPublicKey('rsa', sequence(sequence(rsa, element(0x05)), bits)).ok).toBe(true);
    expect(readPublicKey('rsa', sequence(sequence(rsa), bits)).ok).toBe(false);
    const inBer = Buffer.concat([Buffer.of(0x30, 0x81, rsa.length + 2), rsa, element(0x05)]);
    expect(readPublicKey('rsa', sequence(inBer, bits)).ok).toBe(false);
  });
});
