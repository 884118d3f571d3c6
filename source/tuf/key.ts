import type { Brand } from '../base/index.ts';

/** SHA-256 over the canonical form of a public key, 64 lower-case hexadecimal digits (facts 2.2). */
export type KeyId = Brand<string, 'KeyId'>;

const KEY_ID = /^[0-9a-f]{64}$/;

/** Returns `text` as a key ID, or null when it is not 64 lower-case hexadecimal digits. */
export function asKeyId(text: string): KeyId | null {
  return KEY_ID.test(text) ? (text as KeyId) : null;
}

/** A public key as a metadata document holds it. */
export interface TufKey {
  /** The ID under which documents refer to it. For an X.509 key it covers the certificate. */
  readonly id: KeyId;
  /** The ID of the key inside the certificate, by which private key files are named; equal to `id` without one. */
  readonly canonicalId: KeyId;
  /** As written: one of those of facts 2.1, or another that never verifies. */
  readonly keyType: string;
  /** The decoded `keyval.public`: DER SubjectPublicKeyInfo, PEM certificates, or 32 raw bytes, by type (facts 2.1). */
  readonly publicBytes: Uint8Array;
}
