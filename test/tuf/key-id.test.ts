import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  canonicalKeyIdOf,
  keyIdOf,
  makeTufKey,
  readTufKey,
  tufKeyJson,
} from '../../source/tuf/index.ts';
import { testCertificate, testKey } from '../crypto/support/keys.ts';
import { anyText } from './support/json.ts';

describe('key IDs', () => {
  const { publicBytes } = testKey('ecdsa-p256');
  const certificate = Buffer.from(testCertificate(testKey('ecdsa-p256')));

  it('are SHA-256 over exactly the text that Notary hashes', () => {
    const bytes = Uint8Array.of(1, 2, 3, 255);
    const text = '{"keytype":"ed25519","keyval":{"private":null,"public":"AQID/w=="}}';
    expect(keyIdOf('ed25519', bytes)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('are over the canonical form of the key, whatever its type is called', () => {
    fc.assert(
      fc.property(anyText(10), fc.uint8Array(), (keyType, bytes) => {
        const key = makeTufKey(keyType, bytes);
        expect(key.id).toBe(
          createHash('sha256')
            .update(canonicalJson(tufKeyJson(key)))
            .digest('hex'),
        );
        expect(readTufKey(tufKeyJson(key))).toMatchObject({
          id: key.id,
          canonicalId: key.canonicalId,
          keyType,
        });
      }),
    );
  });

  it('differ by type and by content', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        expect(keyIdOf('ecdsa', one) === keyIdOf('ecdsa', other)).toBe(Buffer.from(one).equals(other));
        expect(keyIdOf('ecdsa', one)).not.toBe(keyIdOf('rsa', one));
      }),
    );
  });

  it('are canonically those of the plain key, where a certificate is around it', () => {
    const key = makeTufKey('ecdsa-x509', certificate);
    expect(key.canonicalId).toBe(keyIdOf('ecdsa', publicBytes));
    expect(key.id).not.toBe(key.canonicalId);
    const renewed = Buffer.from(testCertificate(testKey('ecdsa-p256'), { serial: Uint8Array.of(7) }));
    expect(makeTufKey('ecdsa-x509', renewed)).toMatchObject({ canonicalId: key.canonicalId });
    expect(makeTufKey('ecdsa-x509', renewed).id).not.toBe(key.id);
    const chain = Buffer.concat([certificate, Buffer.from(testCertificate(testKey('ecdsa-p384')))]);
    expect(canonicalKeyIdOf('ecdsa-x509', chain)).toBe(key.canonicalId);
  });

  it('are canonically the plain ones where there is no certificate to read', () => {
    expect(canonicalKeyIdOf('ecdsa', certificate)).toBe(keyIdOf('ecdsa', certificate));
    expect(canonicalKeyIdOf('ecdsa-x509', publicBytes)).toBe(keyIdOf('ecdsa-x509', publicBytes));
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['no type', { keyval: { public: '' } }],
    ['no value', { keytype: 'ecdsa' }],
    ['a public key of null', { keytype: 'ecdsa', keyval: { public: null } }],
    ['base64 without padding', { keytype: 'ecdsa', keyval: { public: 'AQI' } }],
  ])('are not given to %s', (_, value) => {
    expect(readTufKey(value)).toBeNull();
  });

  it("are computed from the server's answer, whose members come in another order", () => {
    const value = JSON.parse('{"keytype":"ed25519","keyval":{"public":"AQID/w==","private":null}}');
    expect(readTufKey(value)?.id).toBe(keyIdOf('ed25519', Uint8Array.of(1, 2, 3, 255)));
  });
});
