import { constants, sign } from 'node:crypto';
import type { PrivateKeyHandle } from './private-key.ts';
import type { SignatureMethod } from './public-key.ts';

export interface MadeSignature {
  readonly method: SignatureMethod;
  readonly signature: Uint8Array;
}

/**
 * Signs as Notary does (facts 2.3): ECDSA as r and s over SHA-256, RSA with PSS, pure Ed25519.
 */
export function signBytes(key: PrivateKeyHandle, message: Uint8Array): MadeSignature {
  switch (key.keyType) {
    case 'ed25519':
      return { method: 'eddsa', signature: sign(null, message, key.native) };
    case 'rsa': {
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      return {
        method: 'rsapss',
        signature: sign('sha256', message, { key: key.native, padding, saltLength: 32 }),
      };
    }
    case 'ecdsa':
      return { method: 'ecdsa', signature: signEcdsa(key, message, 'raw') };
  }
}

/** The signature of certificates and requests: ECDSA in DER, RSA in PKCS #1 v1.5, both over SHA-256; pure Ed25519. */
export function signCertificateBytes(key: PrivateKeyHandle, message: Uint8Array): Uint8Array {
  switch (key.keyType) {
    case 'ecdsa':
      return signEcdsa(key, message, 'der');
    case 'rsa':
      return sign('sha256', message, key.native);
    case 'ed25519':
      return sign(null, message, key.native);
  }
}

function signEcdsa(
  { native, signReproducibly }: PrivateKeyHandle,
  message: Uint8Array,
  form: 'raw' | 'der',
): Uint8Array {
  return signReproducibly === null
    ? sign('sha256', message, { key: native, dsaEncoding: form === 'raw' ? 'ieee-p1363' : 'der' })
    : signReproducibly(message, form);
}
