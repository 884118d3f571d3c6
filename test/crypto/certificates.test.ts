import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRepositoryFixture } from '../../fixtures/load.ts';
import {
  type Certificate,
  chainsToRoot,
  encodePem,
  isSignedWithSha1,
  parseCertificates,
  parsePem,
  readCertificate,
  readPublicKey,
} from '../../source/crypto/index.ts';
import type { CertificateRequest } from '../../source/crypto/private.ts';
import {
  type CertificateOptions,
  certificateDer,
  certificatePem,
  element,
  oid,
  sequence,
} from '../support/certificate-builder.ts';
import { IN_2026, testCertificate, testKey, YEAR_2026 } from './support/keys.ts';

function one(pem: string): Certificate {
  const [certificate, ...others] = parseCertificates(Buffer.from(pem));
  if (certificate === undefined || others.length > 0) {
    throw new Error('there is exactly one certificate');
  }
  return certificate;
}

describe('certificates', () => {
  const key = testKey('ecdsa-p256');

  it.each(['ecdsa-p256', 'ecdsa-p384', 'ecdsa-p521', 'rsa-2048'] as const)(
    'are made for %s so that OpenSSL and we read what was asked for',
    (algorithm) => {
      const pem = testCertificate(testKey(algorithm), { commonName: `${'a-long-name/'.repeat(9)}*` });
      const certificate = one(pem);
      const native = new X509Certificate(pem);
      expect(native.verify(native.publicKey)).toBe(true);
      expect(native.subject).toBe(`CN=${certificate.commonName}`);
      expect(native.serialNumber).toBe('80010203');
      expect(certificate).toMatchObject({
        commonName: `${'a-long-name/'.repeat(9)}*`,
        ...YEAR_2026,
        isCa: false,
      });
      expect(parsePem(pem).map(encodePem).join('')).toBe(pem);
      expect(isSignedWithSha1(certificate)).toBe(false);
    },
  );

  it('have the extensions of those that notary makes for root keys, byte for byte', () => {
    const { files } = loadRepositoryFixture('one-signer');
    const root = JSON.parse(Buffer.from(files.get('1.root.json') ?? []).toString());
    const [id] = root.signed.roles.root.keyids;
    const pem = Buffer.from(root.signed.keys[id].keyval.public, 'base64').toString();
    const theirs = one(pem);
    const ours = one(
      testCertificate(key, {
        commonName: theirs.commonName,
        notBefore: theirs.notBefore,
        notAfter: theirs.notAfter,
      }),
    );
    const extensionsOf = ({ der }: Certificate) => {
      const hex = Buffer.from(der).toString('hex');
      const start = hex.indexOf('a335');
      return hex.slice(start, start + 2 * 0x37);
    };
    expect(extensionsOf(theirs)).toHaveLength(2 * 0x37);
    expect(extensionsOf(ours)).toBe(extensionsOf(theirs));
    expect(ours.subject).toEqual(theirs.subject);
    expect({ ...ours, der: null, publicKey: null }).toEqual({ ...theirs, der: null, publicKey: null });
  });

  it('cross the year 2050, where the form of times changes', () => {
    const notAfter = new Date('2050-01-01T00:00:00Z');
    expect(one(testCertificate(key, { notAfter })).notAfter).toEqual(notAfter);
  });

  it('cannot be made for Ed25519', () => {
    expect(() => testCertificate(testKey('ed25519'))).toThrow('certificate-key-not-supported');
  });

  it('are skipped in PEM where they have headers or another type', () => {
    const good = testCertificate(key);
    const withHeader = good.replace('\n', '\nrole: root\n\n');
    const other = good.replaceAll(' CERTIFICATE', ' PUBLIC KEY');
    expect(parseCertificates(Buffer.from(`${other}${withHeader}${good}`))).toHaveLength(1);
  });

  it('are worth nothing beside one that cannot be read', () => {
    const good = testCertificate(key);
    const broken = good.replace(/\n.{4}/, '\nAAAA');
    expect(parseCertificates(Buffer.from(`${good}${good}`))).toHaveLength(2);
    expect(parseCertificates(Buffer.from(`${broken}${good}`))).toEqual([]);
    expect(parseCertificates(Buffer.from(`${good}${broken}`))).toEqual([]);
    expect(parseCertificates(Uint8Array.of(0xff, 0xfe))).toEqual([]);
  });

  const cn = (tag: number, text: string) =>
    sequence(oid('2.5.4.3'), element(tag, Buffer.from(text, 'latin1')));
  const withParts = (parts: Partial<CertificateOptions>) =>
    readCertificate(certificateDer({ subjectKey: key.native, commonName: 'a', ...YEAR_2026, ...parts }));

  it.each([
    ['the last of several', [element(0x31, cn(0x0c, 'a')), element(0x31, cn(0x0c, 'b'))], 'b'],
    ['the last inside one part', [element(0x31, cn(0x0c, 'a'), cn(0x13, 'b'))], 'b'],
    ['nothing of another type', [element(0x31, sequence(oid('2.5.4.10'), element(0x0c)))], ''],
    ['all of one with a NUL', [element(0x31, cn(0x0c, 'a\0.evil'))], 'a\0.evil'],
    ['two octets a character', [element(0x31, cn(0x1e, '\0a\0/'))], 'a/'],
    ['one octet a character', [element(0x31, cn(0x14, '\xe9'))], '\u00e9'],
  ])('have as common name %s', (_, parts, commonName) => {
    expect(withParts({ subject: sequence(...parts) })?.commonName).toBe(commonName);
  });

  it.each([
    ['half a character', [element(0x31, cn(0x1e, '\0a/'))]],
    ['no UTF-8', [element(0x31, cn(0x0c, '\xff'))]],
    ['a type that no name has', [element(0x31, cn(0x04, 'a'))]],
    ['a part that is no set', [element(0x04, cn(0x0c, 'a'))]],
    ['an attribute that is no sequence', [element(0x31, element(0x04, cn(0x0c, 'a')))]],
    ['an attribute without a value', [element(0x31, sequence(oid('2.5.4.3')))]],
  ])('are refused with %s in the subject', (_, parts) => {
    expect(withParts({ subject: sequence(...parts) })).toBeNull();
  });

  it.each([
    ['a day that does not exist', 0x18, '20270231000000Z'],
    ['an hour that does not exist', 0x18, '20270201240000Z'],
    ['a time without its zone', 0x18, '20270201000000'],
    ['a time with another zone', 0x18, '20270201000000+0100'],
    ['a time under another type', 0x04, '20270201000000Z'],
    ['a time in the form of the other type', 0x17, '20270201000000Z'],
  ])('are refused with %s', (_, tag, text) => {
    const start = element(0x18, Buffer.from('20260101000000Z'));
    const validity = (end: Buffer) => withParts({ validity: sequence(start, end) });
    expect(validity(element(0x18, Buffer.from('20270201000000Z')))).not.toBeNull();
    expect(validity(element(tag, Buffer.from(text)))).toBeNull();
  });

  it('never make the reader throw, nor hold another key for it than for OpenSSL', () => {
    const der = parsePem(testCertificate(key))[0]?.bytes ?? new Uint8Array();
    const position = fc.nat(der.length - 1);
    fc.assert(
      fc.property(position, fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const changed = Uint8Array.from(der);
        changed[index] = (changed[index] ?? 0) ^ mask;
        const read = readCertificate(changed);
        const ours = read === null ? null : readPublicKey('ecdsa', read.publicKey);
        if (ours?.ok === true && isReadByOpenssl(changed)) {
          expect(ours.key.native.equals(new X509Certificate(changed).publicKey)).toBe(true);
        }
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => readCertificate(bytes) === null));
    fc.assert(fc.property(position, (end) => readCertificate(der.subarray(0, end)) === null));
    fc.assert(fc.property(fc.uint8Array(), (bytes) => parseCertificates(bytes).length === 0));
  });
});

function isReadByOpenssl(der: Uint8Array): boolean {
  try {
    return new X509Certificate(der).publicKey.asymmetricKeyType === 'ec';
  } catch {
    return false;
  }
}

describe('certificate chains', () => {
  const [rootKey, middleKey, leafKey] = [
    testKey('ecdsa-p256', 'root'),
    testKey('rsa-2048'),
    testKey('ecdsa-p384'),
  ];
  const root = one(testCertificate(rootKey, { commonName: 'Root', profile: 'authority' }));
  const byRoot = { commonName: 'Root', key: rootKey };
  const byMiddle = { commonName: 'Middle', key: middleKey };
  const middle = one(
    testCertificate(middleKey, { commonName: 'Middle', profile: 'authority', issuer: byRoot }),
  );
  const leafWith = (parts: Partial<CertificateRequest>) =>
    one(testCertificate(leafKey, { commonName: 'a/b', profile: 'tls-server', issuer: byMiddle, ...parts }));
  const leaf = leafWith({});
  const good = { leaf, intermediates: [middle], roots: [root], now: IN_2026 };
  const past = { notBefore: new Date('2025-01-01'), notAfter: new Date('2025-06-01') };

  it('lead to a root, directly or over others, or are one', () => {
    expect(chainsToRoot(good)).toBe(true);
    expect(chainsToRoot({ ...good, leaf: leafWith({ issuer: byRoot }), intermediates: [] })).toBe(true);
    expect(chainsToRoot({ ...good, intermediates: [], roots: [leaf] })).toBe(true);
  });

  it.each([
    ['a leaf that notary made, limited to code signing', { leaf: leafWith({ profile: 'signing' }) }],
    ['no intermediate', { intermediates: [] }],
    ['no root', { roots: [] }],
    ['a leaf that ran out', { leaf: leafWith(past) }],
    ['a time before it begins', { now: new Date('2025-12-31T23:59:59Z') }],
    [
      'an issuer that is no authority',
      { intermediates: [leafWith({ commonName: 'Middle', key: middleKey, issuer: byRoot })] },
    ],
    [
      'an issuer that ran out',
      {
        intermediates: [
          one(
            testCertificate(middleKey, {
              commonName: 'Middle',
              profile: 'authority',
              issuer: byRoot,
              ...past,
            }),
          ),
        ],
      },
    ],
    [
      'a signature by another key of the same name',
      { leaf: leafWith({ issuer: { commonName: 'Middle', key: rootKey } }) },
    ],
    [
      'a root of the same name with another key',
      { roots: [one(testCertificate(leafKey, { commonName: 'Root', profile: 'authority' }))] },
    ],
    ['a leaf that only signed itself', { leaf: leafWith({ issuer: { commonName: 'a/b', key: leafKey } }) }],
  ])('break at %s', (_, change) => {
    expect(chainsToRoot({ ...good, ...change })).toBe(false);
  });

  it.each(['md5', 'sha1'] as const)('break at a signature over %s', (digest) => {
    const signed = (of: 'sha256' | typeof digest) =>
      one(
        certificatePem({
          ...YEAR_2026,
          subjectKey: leafKey.native,
          commonName: 'a/b',
          issuer: { commonName: 'Middle', privateKey: middleKey.native },
          digest: of,
        }),
      );
    const roots = [
      one(certificatePem({ ...YEAR_2026, subjectKey: middleKey.native, commonName: 'Middle', isCa: true })),
    ];
    const chain = { intermediates: [], roots, now: IN_2026 };
    expect(chainsToRoot({ ...chain, leaf: signed('sha256') })).toBe(true);
    expect(chainsToRoot({ ...chain, leaf: signed(digest) })).toBe(false);
  });

  it('end where certificates issue each other in circles', () => {
    const names = Array.from({ length: 12 }, (_, index) => `CA ${index}`);
    const circle = names.flatMap((commonName) =>
      names.map((issuer) =>
        one(
          testCertificate(rootKey, {
            commonName,
            profile: 'authority',
            issuer: { commonName: issuer, key: rootKey },
          }),
        ),
      ),
    );
    const lost = leafWith({ issuer: { commonName: 'CA 0', key: rootKey } });
    expect(chainsToRoot({ ...good, leaf: lost, intermediates: circle, roots: [middle] })).toBe(false);
  });
});
