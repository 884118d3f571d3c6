import { bits, type DerNode, nothing, oid, sequence, toDer } from './der-writing.ts';
import { encodePem } from './pem.ts';
import type { PrivateKeyHandle } from './private-key.ts';
import { signCertificateBytes } from './sign-bytes.ts';

/** By type of the signing key. RSA's parameters are NULL, the others have none (RFC 4055, RFC 5758, RFC 8410). */
const SIGNATURE_ALGORITHMS: Readonly<Record<PrivateKeyHandle['keyType'], () => DerNode>> = {
  ecdsa: () => sequence(oid('1.2.840.10045.4.3.2')),
  rsa: () => sequence(oid('1.2.840.113549.1.1.11'), nothing()),
  ed25519: () => sequence(oid('1.3.101.112')),
};

/** The algorithm by which `signedPem` signs with `key`. */
export function signatureAlgorithm(key: PrivateKeyHandle): DerNode {
  return SIGNATURE_ALGORITHMS[key.keyType]();
}

/** `content` with its signature, as certificates and requests have it, in PEM in Go's exact form. */
export function signedPem(type: string, content: DerNode, key: PrivateKeyHandle): string {
  const signature = signCertificateBytes(key, toDer(content));
  const bytes = toDer(sequence(content, signatureAlgorithm(key), bits(signature)));
  return encodePem({ type, headers: new Map(), bytes });
}
