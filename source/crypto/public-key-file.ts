import { createPublicKey, type KeyObject } from 'node:crypto';
import { utf8 } from '../base/index.ts';
import { type Certificate, isSignedWithSha1, readCertificate } from './certificate.ts';
import { describeRefused } from './describe-refused.ts';
import { CryptoError, type PublicKeyFault } from './errors.ts';
import { isPrivateKeyBlock } from './key-files/read-private-key.ts';
import { encodePem, type PemBlock, parsePem } from './pem.ts';
import { type KeyAlgorithm, readPublicKey } from './public-key.ts';

/** A public key to be trusted, as a file brought it. */
export interface PublicKeyFile {
  readonly keyType: PlainKeyType | 'ecdsa-x509' | 'rsa-x509';
  /** For `keyval.public` (facts 2.1). */
  readonly publicBytes: Uint8Array;
  readonly algorithm: KeyAlgorithm;
  /** The certificate around the key; null for a plain key. */
  readonly certificate: Certificate | null;
}

/** A plain key as documents hold it. */
export interface PlainPublicKey {
  readonly keyType: PlainKeyType;
  readonly publicBytes: Uint8Array;
}

type PlainKeyType = 'ecdsa' | 'rsa' | 'ed25519';

const DAY_MS = 24 * 60 * 60 * 1000;
const ED25519_BYTES = 32;
/** By what OpenSSL calls the type of a key. */
const PLAIN_TYPES: ReadonlyMap<string, PlainKeyType> = new Map<string, PlainKeyType>([
  ['ec', 'ecdsa'],
  ['rsa', 'rsa'],
  ['ed25519', 'ed25519'],
]);

/**
 * Reads a public key or certificate in PEM as `notary delegation add` and `docker trust signer add` do (facts 2.1): the
 * first block decides, its headers are ignored, and of a chain the leaf alone becomes the key, in Go's exact form, so
 * that every tool gives it the same ID. A plain Ed25519 key is taken too, which they do not. A certificate is checked as
 * they check it. Throws `CryptoError` `public-key-unreadable`, `weak-key`, `certificate-weak-signature`, `certificate-expired` or
 * `certificate-not-yet-valid`.
 */
export function readPublicKeyFile(text: string, options: { readonly now: Date }): PublicKeyFile {
  const [block, ...others] = parsePem(text);
  if (block === undefined) {
    throw fault('no-pem', '');
  }
  if (block.type === 'CERTIFICATE') {
    return fromCertificate(block, others, options.now);
  }
  if (block.type === 'PUBLIC KEY') {
    return { ...plainKey(block.bytes), certificate: null };
  }
  throw fault(isPrivateKeyBlock(block) ? 'private-key' : 'unknown-block', block.type);
}

/**
 * Reads a certificate that came back from a CA, for one of the keys that `holderOf` knows: it returns null for any
 * other. Throws as `readPublicKeyFile`, and `CryptoError` `not-a-certificate` or `certificate-other-key`.
 */
export function readCertificateFor<Holder>(
  holderOf: (key: PlainPublicKey) => Holder | null,
  text: string,
  options: { readonly now: Date },
): { readonly file: PublicKeyFile; readonly holder: Holder } {
  const [block] = parsePem(text);
  if (block !== undefined && block.type !== 'CERTIFICATE') {
    throw new CryptoError('not-a-certificate', { found: block.type });
  }
  const file = readPublicKeyFile(text, options);
  const holder = holderOf(plainKey(file.certificate?.publicKey ?? new Uint8Array()));
  if (holder === null) {
    throw new CryptoError('certificate-other-key', { commonName: file.certificate?.commonName ?? '' });
  }
  return { file, holder };
}

function fromCertificate(block: PemBlock, others: readonly PemBlock[], now: Date): PublicKeyFile {
  const certificate = readCertificate(block.bytes);
  if (certificate === null) {
    throw fault('malformed', 'certificate');
  }
  const isBeforeLeaf = ({ type, bytes }: PemBlock) =>
    type === 'CERTIFICATE' && readCertificate(bytes)?.isCa === false;
  if (certificate.isCa && others.some(isBeforeLeaf)) {
    throw fault('not-leaf-first', certificate.commonName);
  }
  const { keyType, algorithm } = plainKey(certificate.publicKey);
  if (keyType === 'ed25519') {
    throw fault('unknown-algorithm', 'Ed25519 certificate');
  }
  checkCertificate(certificate, now);
  const publicBytes = utf8(encodePem({ type: 'CERTIFICATE', headers: new Map(), bytes: certificate.der }));
  return { keyType: `${keyType}-x509`, publicBytes, algorithm, certificate };
}

/** As Notary's ValidateCertificate, with its day of leeway for clocks that disagree. */
function checkCertificate(certificate: Certificate, now: Date): void {
  const { commonName, notBefore, notAfter } = certificate;
  if (isSignedWithSha1(certificate)) {
    throw new CryptoError('certificate-weak-signature', { commonName });
  }
  // Written so that an invalid time fails.
  if (!(now.getTime() <= notAfter.getTime())) {
    throw new CryptoError('certificate-expired', { commonName, notAfter });
  }
  if (!(notBefore.getTime() <= now.getTime() + DAY_MS && notBefore.getTime() <= notAfter.getTime())) {
    throw new CryptoError('certificate-not-yet-valid', { commonName, notBefore });
  }
}

function plainKey(spki: Uint8Array): PlainPublicKey & { readonly algorithm: KeyAlgorithm } {
  const native = imported(spki);
  const keyType = PLAIN_TYPES.get(native.asymmetricKeyType ?? '');
  if (keyType === undefined) {
    throw fault('unknown-algorithm', native.asymmetricKeyType ?? '');
  }
  const publicBytes = keyType === 'ed25519' ? spki.subarray(-ED25519_BYTES) : spki;
  const read = readPublicKey(keyType, publicBytes);
  if (read.ok) {
    return { keyType, publicBytes, algorithm: read.key.algorithm };
  }
  if (read.reason === 'weak-key') {
    throw new CryptoError('weak-key', { found: describeRefused(native) });
  }
  throw fault('malformed', 'public key');
}

function imported(spki: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch (error) {
    throw fault('malformed', 'public key', error);
  }
}

function fault(reason: PublicKeyFault, found: string, cause?: unknown): CryptoError {
  return new CryptoError('public-key-unreadable', { reason, found }, { cause });
}
