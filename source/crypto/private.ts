/**
 * The second entry of the crypto layer: what makes and reads private keys, signatures and certificates. It loads packages
 * that verifying never needs and that would cost every start a tenth of a second; so `index.ts` must not import anything
 * from here.
 */
export type { CertificateProfile } from './certificate-profiles.ts';
export { CryptoError, type CryptoErrorCode, type CryptoErrors, type PublicKeyFault } from './errors.ts';
export { type CertificateRequest, issueCertificate } from './issue-certificate.ts';
export {
  type EncryptOptions,
  encodeNotaryKey,
  encryptPrivateKey,
} from './key-files/encrypt-private-key.ts';
export { DERIVATION_LIMITS, type DerivationLimits } from './key-files/key-derivation.ts';
export {
  countBrokenPrivateKeys,
  type EncodedPrivateKey,
  isPrivateKeyBlock,
  readPrivateKeyBlock,
} from './key-files/read-private-key.ts';
export {
  encodePrivateKey,
  generateKey,
  makeKey,
  type NewKeyAlgorithm,
  type PrivateKeyHandle,
  publicKeyInfo,
  readPrivateKey,
} from './private-key.ts';
export {
  type PlainPublicKey,
  type PublicKeyFile,
  readCertificateFor,
  readPublicKeyFile,
} from './public-key-file.ts';
export {
  issueRootCertificate,
  issueSelfSigned,
  makeSigningRequest,
  type RootCertificateOptions,
  type SelfSignedOptions,
} from './self-signed.ts';
export { type MadeSignature, signBytes } from './sign-bytes.ts';
