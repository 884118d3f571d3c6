/**
 * The second entry of the crypto layer: what makes keys, signatures and certificates. It loads packages that verifying
 * never needs and that would cost every start a tenth of a second; so `index.ts` must not import anything from here.
 */
export type { CertificateProfile } from './certificate-profiles.ts';
export { CryptoError, type CryptoErrorCode, type CryptoErrors } from './errors.ts';
export { type CertificateRequest, issueCertificate } from './issue-certificate.ts';
export {
  encodePrivateKey,
  type GenerateOptions,
  generateKey,
  type NewKeyAlgorithm,
  type PrivateKeyHandle,
  readPrivateKey,
} from './private-key.ts';
export { type MadeSignature, signBytes } from './sign-bytes.ts';
