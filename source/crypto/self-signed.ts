import { randomBytes } from 'node:crypto';
import { explicit, integer, parsed, sequence } from './der-writing.ts';
import {
  commonNameOnly,
  type DistinguishedName,
  encodeName,
  parseDistinguishedName,
} from './distinguished-name.ts';
import { CryptoError } from './errors.ts';
import { certify } from './issue-certificate.ts';
import { type PrivateKeyHandle, publicKeyInfo } from './private-key.ts';
import { signedPem } from './signed-pem.ts';

export interface RootCertificateOptions {
  /** Or a shared prefix of GUNs that ends in `*` (facts 1.1). Of any length. */
  readonly commonName: string;
  readonly now: Date;
  /** 16 bytes; random when left out. */
  readonly serial?: Uint8Array;
}

export interface SelfSignedOptions {
  /** A distinguished name such as `CN=jeff,O=Example Ltd,C=DE` (RFC 4514). */
  readonly subject: string;
  /** At least 1. */
  readonly days: number;
  readonly now: Date;
  /** 16 bytes; random when left out. */
  readonly serial?: Uint8Array;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Notary's, without leap days (facts 2.5). */
const ROOT_DAYS = 10 * 365;
/** A century: nobody needs more, and years of five digits cannot be written. */
const MAX_DAYS = 36_500;
const SERIAL_BYTES = 16;
const VERSION_1 = Uint8Array.of(0);

/**
 * The certificate of a root key as Notary makes it (facts 2.5), PEM in Go's exact form. Throws `CryptoError`
 * `certificate-key-not-supported` for Ed25519.
 */
export function issueRootCertificate(key: PrivateKeyHandle, options: RootCertificateOptions): string {
  return selfSigned(key, { ...options, name: commonNameOnly(options.commonName), days: ROOT_DAYS });
}

/**
 * A self-signed certificate with which `notary delegation add` and `docker trust signer add` take a key. PEM. Throws
 * `CryptoError` `subject-invalid`, `certificate-days-invalid`, or `certificate-key-not-supported` for Ed25519.
 */
export function issueSelfSigned(key: PrivateKeyHandle, options: SelfSignedOptions): string {
  const { days } = options;
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
    throw new CryptoError('certificate-days-invalid', { days, max: MAX_DAYS });
  }
  return selfSigned(key, { ...options, name: parseDistinguishedName(options.subject) });
}

/**
 * A certificate signing request (PKCS #10) for a company's CA, PEM; Ed25519 keys can ask for a certificate too, though
 * few CAs give one and Notary takes none. Throws `CryptoError` `subject-invalid`.
 */
export function makeSigningRequest(key: PrivateKeyHandle, options: { readonly subject: string }): string {
  const content = sequence(
    integer(VERSION_1),
    encodeName(parseDistinguishedName(options.subject)),
    parsed(publicKeyInfo(key)),
    explicit(0),
  );
  return signedPem('CERTIFICATE REQUEST', content, key);
}

function selfSigned(
  key: PrivateKeyHandle,
  about: {
    readonly name: DistinguishedName;
    readonly days: number;
    readonly now: Date;
    readonly serial?: Uint8Array;
  },
): string {
  return certify({
    subject: about.name,
    issuer: about.name,
    notBefore: about.now,
    notAfter: new Date(about.now.getTime() + about.days * DAY_MS),
    serial: about.serial ?? randomBytes(SERIAL_BYTES),
    profile: 'signing',
    alternativeNames: [],
    key,
    signer: key,
  });
}
