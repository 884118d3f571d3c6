import type { TufKey } from './key.ts';
import { readKey } from './verify.ts';

/** What a public key is, apart from whose. */
export interface KeyDescription {
  /** Such as `ecdsa-p256`; the written key type when the key is not accepted. */
  readonly algorithm: string;
  /** The leaf certificate around the key; null for a plain one. */
  readonly certificate: {
    readonly commonName: string;
    readonly notBefore: Date;
    readonly notAfter: Date;
  } | null;
  /** False when it can never verify: unknown, malformed, or below what is accepted. */
  readonly accepted: boolean;
}

/** Takes a public key apart for people to read. */
export function describeKey(key: TufKey): KeyDescription {
  const read = readKey(key).result;
  if (!read.ok) {
    return { algorithm: key.keyType, certificate: null, accepted: false };
  }
  const leaf = read.key.certificates[0];
  return {
    algorithm: read.key.algorithm,
    certificate:
      leaf === undefined
        ? null
        : { commonName: leaf.commonName, notBefore: leaf.notBefore, notAfter: leaf.notAfter },
    accepted: true,
  };
}
