import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CryptoError, issueSelfSigned } from '../../source/crypto/private.ts';
import { IN_2026, testKey } from './support/keys.ts';

/** The subject of a certificate as OpenSSL reads it, one attribute a line, in the certificate's order. */
function subjectOf(subject: string): readonly string[] {
  const pem = issueSelfSigned(testKey('ecdsa-p256'), { subject, days: 1, now: IN_2026 });
  return new X509Certificate(pem).subject.split('\n');
}

function reasonFor(subject: string): string {
  try {
    subjectOf(subject);
  } catch (error) {
    if (error instanceof CryptoError && error.code === 'subject-invalid') {
      return (error.detail as { reason: string }).reason;
    }
    throw error;
  }
  return 'accepted';
}

describe('names of certificates', () => {
  it('begin with what the certificate ends with (RFC 4514, section 2.1)', () => {
    expect(subjectOf('CN=jeff,O=Example Ltd,C=DE')).toEqual(['C=DE', 'O=Example Ltd', 'CN=jeff']);
  });

  it.each([
    ['blanks around', ' CN = jeff , O=Example ', ['O=Example', 'CN=jeff']],
    ['an escaped comma', 'CN=jeff,O=Example\\, Inc.', ['O=Example\\, Inc.', 'CN=jeff']],
    ['an equals sign in the value', 'CN=a=b', ['CN=a=b']],
    ['any case', 'cn=jeff,emailAddress=j@example.com', ['emailAddress=j@example.com', 'CN=jeff']],
    ['all keywords', 'UID=u,DC=d,STREET=s,L=l,ST=t,OU=o', ['ST=t', 'L=l', 'OU=o', 'street=s']],
    ['a slash, as in a GUN', 'CN=registry.example.com/a/b', ['CN=registry.example.com/a/b']],
  ])('take %s', (_, subject, parts) => {
    expect(subjectOf(subject)).toEqual(expect.arrayContaining(parts));
  });

  it('keep every attribute of a part of several', () => {
    expect(subjectOf('CN=jeff+UID=7')).toEqual([expect.stringMatching(/CN=jeff.*UID=7|UID=7.*CN=jeff/)]);
  });

  it.each([
    ['hex pairs', 'CN=\\C3\\BCber', '\u00fcber'],
    ['characters themselves', 'CN=\u00fcber \u{1f511}', '\u00fcber \u{1f511}'],
    ['blanks that were escaped', 'CN=\\ a\\ ', ' a '],
    ['a hash sign', 'CN=\\#1', '#1'],
    ['a plus and a backslash', 'CN=a\\+b\\\\c', 'a+b\\c'],
  ])('keep %s', (_, subject, commonName) => {
    const pem = issueSelfSigned(testKey('ecdsa-p256'), { subject, days: 1, now: IN_2026 });
    expect(new X509Certificate(pem).toLegacyObject().subject.CN).toBe(commonName);
  });

  it.each([
    ['', 'a part of it is empty'],
    ['CN=a,', 'a part of it is empty'],
    ['CN=a,,O=b', 'a part of it is empty'],
    ['jeff', '"jeff" has no ='],
    ['/CN=jeff', '"/CN" is no kind'],
    ['__proto__=x', '"__proto__" is no kind'],
    ['CN=', 'CN is empty'],
    ['C=Germany', 'two capital letters'],
    ['C=de', 'two capital letters'],
    ['DC=\u00fc', 'ASCII'],
    ['O="Example, Ltd"', 'needs a backslash'],
    ['CN=#04024869', 'needs a backslash'],
    ['CN=a;O=b', 'needs a backslash'],
    ['CN=a\\', 'before nothing'],
    ['CN=a\\xz', 'before nothing'],
    ['CN=\\FF', 'not UTF-8'],
    ['CN=\ud800', 'no Unicode text'],
    ['CN=a\nb', 'control characters'],
    ['CN=a\\00b', 'control characters'],
    ['CN=a\u0085b', 'control characters'],
    ['CN=a\0b', 'control characters'],
    [`CN=${'a'.repeat(1100)}`, 'longer than'],
  ])('refuse %j and say why', (subject, reason) => {
    expect(reasonFor(subject)).toContain(reason);
  });

  it('give back whatever value is escaped into them', () => {
    const escaped = (value: string) => value.replace(/[ "#+,;<=>\\]/g, (character) => `\\${character}`);
    const anyValue = fc.stringMatching(/^[\x20-\x7e\u00a0-\u00ff]{1,40}$/);
    fc.assert(
      fc.property(anyValue, (value) => {
        const subject = `O=x,CN=${escaped(value)}`;
        const pem = issueSelfSigned(testKey('ecdsa-p256'), { subject, days: 1, now: IN_2026 });
        expect(new X509Certificate(pem).toLegacyObject().subject.CN).toBe(value);
      }),
    );
  });

  it('never fail otherwise than by saying why', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => reasonFor(text) !== ''));
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => reasonFor(`CN=${text}`) !== ''));
  });
});
