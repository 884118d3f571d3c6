import { fromBase64, toBase64, utf8 } from '../base/index.ts';
import { parseCertificates, sha256Hex } from '../crypto/index.ts';
import { canonicalString } from './canonical-json.ts';
import type { KeyId, TufKey } from './key.ts';
import type { JsonValue } from './metadata.ts';

/** The type of the key inside a certificate, by the type of the key that is the certificate. */
const TYPE_INSIDE: ReadonlyMap<string, string> = new Map([
  ['ecdsa-x509', 'ecdsa'],
  ['rsa-x509', 'rsa'],
]);

/** The ID of a public key: SHA-256 over its canonical JSON, always with `"private":null` (facts 2.2). */
export function keyIdOf(keyType: string, publicBytes: Uint8Array): KeyId {
  return sha256Hex(utf8(keyText(keyType, publicBytes))) as string as KeyId;
}

/**
 * The ID that does not depend on the certificate: that of the plain key inside the first one. Equal to `keyIdOf` for
 * a plain key, and where no certificate can be read.
 */
export function canonicalKeyIdOf(keyType: string, publicBytes: Uint8Array): KeyId {
  const inside = TYPE_INSIDE.get(keyType);
  const certificate = inside === undefined ? undefined : parseCertificates(publicBytes)[0];
  return inside === undefined || certificate === undefined
    ? keyIdOf(keyType, publicBytes)
    : keyIdOf(inside, certificate.publicKey);
}

/** A key with the IDs that its content gives it. */
export function makeTufKey(keyType: string, publicBytes: Uint8Array): TufKey {
  const id = keyIdOf(keyType, publicBytes);
  const canonicalId = TYPE_INSIDE.has(keyType) ? canonicalKeyIdOf(keyType, publicBytes) : id;
  return { id, canonicalId, keyType, publicBytes };
}

/**
 * Reads a key as documents and the server's `.key` answers hold it, or returns null when it is not one. Its ID is
 * computed from its content; whether that is the ID it was found under is for the caller to see.
 */
export function readTufKey(value: JsonValue | undefined): TufKey | null {
  const { keytype, keyval } = asMembers(value);
  const { public: text } = asMembers(keyval);
  const bytes = typeof text === 'string' ? fromBase64(text) : null;
  return typeof keytype === 'string' && bytes !== null ? makeTufKey(keytype, bytes) : null;
}

/** A key as documents hold it. */
export function tufKeyJson(key: TufKey): JsonValue {
  return { keytype: key.keyType, keyval: { private: null, public: toBase64(key.publicBytes) } };
}

/** The members of an object; none when `value` is anything else. */
function asMembers(value: JsonValue | undefined): { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [name: string]: JsonValue })
    : {};
}

function keyText(keyType: string, publicBytes: Uint8Array): string {
  const publicText = canonicalString(toBase64(publicBytes));
  return `{"keytype":${canonicalString(keyType)},"keyval":{"private":null,"public":${publicText}}}`;
}
