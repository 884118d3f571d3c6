import { type CertificateProfile, profileExtensions } from './certificate-profiles.ts';
import { explicit, integer, parsed, sequence, time } from './der-writing.ts';
import { commonNameOnly, type DistinguishedName, encodeName } from './distinguished-name.ts';
import { CryptoError } from './errors.ts';
import { type PrivateKeyHandle, publicKeyInfo } from './private-key.ts';
import { signatureAlgorithm, signedPem } from './signed-pem.ts';

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

const VERSION_3 = Uint8Array.of(2);

interface Certification {
  readonly subject: DistinguishedName;
  readonly issuer: DistinguishedName;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly serial: Uint8Array;
  readonly profile: CertificateProfile;
  readonly alternativeNames: readonly string[];
  readonly key: PrivateKeyHandle;
  readonly signer: PrivateKeyHandle;
}

/**
 * Issues an X.509 v3 certificate and returns it as PEM in Go's exact form. The same request gives the same bytes for
 * ECDSA on P-256, P-384 and P-521, and for RSA. Throws `CryptoError` `certificate-key-not-supported` for Ed25519, which
 * Notary refuses too.
 */
export function issueCertificate(request: CertificateRequest): string {
  return certify({
    ...request,
    subject: commonNameOnly(request.commonName),
    issuer: commonNameOnly(request.issuer?.commonName ?? request.commonName),
    alternativeNames: request.alternativeNames ?? [],
    signer: request.issuer?.key ?? request.key,
  });
}

/** Issues a certificate of any names, likewise. */
export function certify(about: Certification): string {
  if (about.signer.keyType === 'ed25519') {
    throw new CryptoError('certificate-key-not-supported', { algorithm: about.signer.algorithm });
  }
  const content = sequence(
    explicit(0, integer(VERSION_3)),
    integer(about.serial),
    signatureAlgorithm(about.signer),
    encodeName(about.issuer),
    sequence(time(about.notBefore), time(about.notAfter)),
    encodeName(about.subject),
    parsed(publicKeyInfo(about.key)),
    explicit(3, profileExtensions(about.profile, about.alternativeNames)),
  );
  return signedPem('CERTIFICATE', content, about.signer);
}
