import { constants, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { utf8 } from '../../source/base/index.ts';
import { makeTufKey, type Signer } from '../../source/tuf/index.ts';
import { type CertificateOptions, certificatePem } from './certificate-builder.ts';

/** A key that can sign, with the private half for tests that need to misuse it. */
export interface TestKey extends Signer {
  readonly privateKey: KeyObject;
}

/** A new P-256 key, as Notary makes them. */
export function ecKey(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return testKey('ecdsa', publicKey.export({ format: 'der', type: 'spki' }), privateKey);
}

/** A new Ed25519 key, as servers with their own signer have. */
export function ed25519Key(): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return testKey('ed25519', raw, privateKey);
}

/** A new RSA key; below 2048 bits nobody accepts it. */
export function rsaKey(modulusLength = 2048): TestKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return testKey('rsa', publicKey.export({ format: 'der', type: 'spki' }), privateKey);
}

type CertifiedKeyOptions = Partial<Omit<CertificateOptions, 'subjectKey' | 'commonName'>> & {
  readonly commonName: string;
  /** The key inside; a new P-256 key by default. */
  readonly privateKey?: KeyObject;
  /** PEM that follows the leaf, such as intermediate certificates. */
  readonly append?: string;
};

/** A key in a certificate, as root roles have; valid from 2020 to 2040 by default. */
export function certifiedKey({ privateKey, append = '', ...options }: CertifiedKeyOptions): TestKey {
  const key = privateKey ?? ecKey().privateKey;
  const pem = certificatePem({
    subjectKey: key,
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2040-01-01T00:00:00Z'),
    ...options,
  });
  return certifiedBy(key, `${pem}${append}`);
}

/** A key with whatever text stands for its certificate. */
export function certifiedBy(privateKey: KeyObject, pem: string): TestKey {
  const keyType = privateKey.asymmetricKeyType === 'rsa' ? 'rsa-x509' : 'ecdsa-x509';
  return testKey(keyType, utf8(pem), privateKey);
}

/** A signer of any key type, also one that does not exist. */
export function testKey(keyType: string, publicBytes: Uint8Array, privateKey: KeyObject): TestKey {
  return {
    key: makeTufKey(keyType, publicBytes),
    privateKey,
    sign: (message) => signMessage(message, privateKey),
  };
}

function signMessage(message: Uint8Array, key: KeyObject): ReturnType<Signer['sign']> {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return { method: 'eddsa', signature: sign(null, message, key) };
    case 'rsa': {
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      return { method: 'rsapss', signature: sign('sha256', message, { key, padding, saltLength: 32 }) };
    }
    default:
      return { method: 'ecdsa', signature: sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }) };
  }
}
