import { decodeUtf8 } from '../base/index.ts';
import { readCertificateFields } from './certificate-fields.ts';
import { DerError } from './der.ts';
import { parsePem } from './pem.ts';

/** What an X.509 certificate says. Nothing here was verified: see `chainsToRoot`. */
export interface Certificate {
  readonly der: Uint8Array;
  /** The last common name of the subject, as Go reads it; empty without one. */
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Basic constraints say that it may issue others. */
  readonly isCa: boolean;
  /** Certificates that may stand between this CA and the leaf; null for any number. */
  readonly maxPathLength: number | null;
  /** May sign certificates as far as its key usage goes; true without that extension. */
  readonly maySignCertificates: boolean;
  /** Object identifiers; null without the extension, which allows every use. */
  readonly extendedKeyUsage: readonly string[] | null;
  /** A critical extension that nothing here understands: such a certificate must not be relied on (RFC 5280, 4.2). */
  readonly hasUnknownCriticalExtension: boolean;
  /** DER names, for finding the issuer of a certificate. */
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  /** DER SubjectPublicKeyInfo. */
  readonly publicKey: Uint8Array;
  /** Object identifier of the algorithm that signed it. */
  readonly signatureAlgorithm: string;
}

const SHA1_SIGNATURES: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.5',
  '1.2.840.10040.4.3',
  '1.2.840.10045.4.1',
]);

/** Reads one DER certificate, or returns null when it is not one. */
export function readCertificate(der: Uint8Array): Certificate | null {
  try {
    return readCertificateFields(der);
  } catch (error) {
    if (error instanceof DerError) {
      return null;
    }
    throw error;
  }
}

/**
 * The certificates of a PEM text, in order; blocks of another type or with headers are skipped, as in Notary. Empty
 * when there are none, and when one of them cannot be read: Notary might read it, and take its key where we would
 * take that of the next one.
 */
export function parseCertificates(pem: Uint8Array): readonly Certificate[] {
  const blocks = parsePem(decodeUtf8(pem) ?? '').filter(
    ({ type, headers }) => type === 'CERTIFICATE' && headers.size === 0,
  );
  const certificates = blocks.flatMap(({ bytes }) => readCertificate(bytes) ?? []);
  return certificates.length === blocks.length ? certificates : [];
}

/** SHA-1 collisions are practical: such a signature says nothing (facts 2.5). */
export function isSignedWithSha1(certificate: Certificate): boolean {
  return SHA1_SIGNATURES.has(certificate.signatureAlgorithm);
}
