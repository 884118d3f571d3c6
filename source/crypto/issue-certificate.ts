import { type CertificateProfile, profileExtensions } from './certificate-profiles.ts';
import {
  bits,
  type DerNode,
  explicit,
  integer,
  nothing,
  oid,
  parsed,
  sequence,
  set,
  text,
  time,
  toDer,
} from './der-writing.ts';
import { CryptoError } from './errors.ts';
import { encodePem } from './pem.ts';
import { type PrivateKeyHandle, publicKeyInfo } from './private-key.ts';
import { signCertificateBytes } from './sign-bytes.ts';

export interface CertificateRequest {
  /** The whole subject; a root role's is the GUN and may be longer than 64 characters. */
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** A number of at most 20 bytes; Notary takes 16 random ones. */
  readonly serial: Uint8Array;
  readonly profile: CertificateProfile;
  /** DNS names and IPv4 addresses of a TLS server. */
  readonly alternativeNames?: readonly string[];
  /** The key that the certificate is about; of its holder only the public half is used, unless it signs itself. */
  readonly key: PrivateKeyHandle;
  /** Who signs; without it the certificate signs itself. */
  readonly issuer?: { readonly commonName: string; readonly key: PrivateKeyHandle };
}

const COMMON_NAME = '2.5.4.3';
const VERSION_3 = Uint8Array.of(2);

/** By type of the signing key. RSA's parameters are NULL, ECDSA has none (RFC 4055, RFC 5758). */
const SIGNATURE_ALGORITHMS: Readonly<Record<'ecdsa' | 'rsa', () => DerNode>> = {
  ecdsa: () => sequence(oid('1.2.840.10045.4.3.2')),
  rsa: () => sequence(oid('1.2.840.113549.1.1.11'), nothing()),
};

/**
 * Issues an X.509 v3 certificate and returns it as PEM in Go's exact form. The same request gives the same bytes for
 * ECDSA on P-256, P-384 and P-521, and for RSA. Throws `CryptoError` `certificate-key-not-supported` for Ed25519, which
 * Notary refuses too.
 */
export function issueCertificate(request: CertificateRequest): string {
  const signer = request.issuer?.key ?? request.key;
  const algorithm = signatureAlgorithm(signer);
  const signed = sequence(
    explicit(0, integer(VERSION_3)),
    integer(request.serial),
    algorithm(),
    name(request.issuer?.commonName ?? request.commonName),
    sequence(time(request.notBefore), time(request.notAfter)),
    name(request.commonName),
    parsed(publicKeyInfo(request.key)),
    explicit(3, profileExtensions(request.profile, request.alternativeNames ?? [])),
  );
  const signature = signCertificateBytes(signer, toDer(signed));
  const der = toDer(sequence(signed, algorithm(), bits(signature)));
  return encodePem({ type: 'CERTIFICATE', headers: new Map(), bytes: der });
}

function signatureAlgorithm({ keyType, algorithm }: PrivateKeyHandle): () => DerNode {
  if (keyType === 'ed25519') {
    throw new CryptoError('certificate-key-not-supported', { algorithm });
  }
  return SIGNATURE_ALGORITHMS[keyType];
}

function name(commonName: string): DerNode {
  return sequence(set(sequence(oid(COMMON_NAME), text(commonName))));
}
