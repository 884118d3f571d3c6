import { constants, type KeyObject, verify } from 'node:crypto';
import { ELLIPTIC_CURVES } from './elliptic-curves.ts';
import type { PublicKeyHandle, SignatureMethod } from './public-key.ts';

export type SignatureFault = 'unknown-method' | 'method-mismatch' | 'malformed-signature' | 'wrong-signature';

export interface SignatureCheck {
  readonly key: PublicKeyHandle;
  /** As the document names it, in lower case. */
  readonly method: string;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

interface Method {
  /** The exact size of a signature, in bytes. */
  readonly size: (key: PublicKeyHandle) => number;
  readonly verify: (key: KeyObject, message: Uint8Array, signature: Uint8Array) => boolean;
}

const PSS: Method = {
  size: modulusBytes,
  verify: (key, message, signature) =>
    verify('sha256', message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }, signature),
};

/** The methods of facts 2.3. The hash is SHA-256 in each of them, whatever the curve or the size of the key. */
const METHODS: Readonly<Record<SignatureMethod, Method>> = {
  ecdsa: {
    size: (key) => 2 * curveOctets(key),
    verify: (key, message, signature) =>
      verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature),
  },
  eddsa: { size: () => 64, verify: (key, message, signature) => verify(null, message, key, signature) },
  rsapss: PSS,
  'pycrypto-pkcs#1 pss': PSS,
  rsapkcs1v15: {
    size: modulusBytes,
    verify: (key, message, signature) =>
      verify('sha256', message, { key, padding: constants.RSA_PKCS1_PADDING }, signature),
  },
};

/** Verifies one signature: null when it is good, else why not. */
export function verifySignature({ key, method, message, signature }: SignatureCheck): SignatureFault | null {
  if (!isMethod(method)) {
    return 'unknown-method';
  }
  if (!key.methods.includes(method)) {
    return 'method-mismatch';
  }
  const { size, verify: verifyBytes } = METHODS[method];
  if (signature.length !== size(key)) {
    return 'malformed-signature';
  }
  return verifyBytes(key.native, message, signature) ? null : 'wrong-signature';
}

function isMethod(text: string): text is SignatureMethod {
  return Object.hasOwn(METHODS, text);
}

function modulusBytes({ native }: PublicKeyHandle): number {
  return Math.ceil((native.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
}

function curveOctets(key: PublicKeyHandle): number {
  const curve = [...ELLIPTIC_CURVES.values()].find(({ algorithm }) => algorithm === key.algorithm);
  return curve?.octets ?? 0;
}
