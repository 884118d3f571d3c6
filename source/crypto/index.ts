export {
  type Certificate,
  isSignedWithSha1,
  parseCertificates,
  readCertificate,
} from './certificate.ts';
export { type ChainInput, chainsToRoot } from './certificate-chain.ts';
export { sha256Hex, sha512Hex } from './digest.ts';
export { encodePem, type PemBlock, parsePem } from './pem.ts';
export {
  type KeyAlgorithm,
  type KeyRefusal,
  type PublicKeyHandle,
  type PublicKeyResult,
  readPublicKey,
  type SignatureMethod,
} from './public-key.ts';
export { type SignatureCheck, type SignatureFault, verifySignature } from './verify-signature.ts';
