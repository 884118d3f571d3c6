import { createPublicKey, X509Certificate } from 'node:crypto';
import { bytesEqual } from '../base/index.ts';
import type { Certificate } from './certificate.ts';
import { algorithmOf } from './public-key.ts';

export interface ChainInput {
  readonly leaf: Certificate;
  readonly intermediates: readonly Certificate[];
  /** The certificates that are trusted to begin with. */
  readonly roots: readonly Certificate[];
  readonly now: Date;
}

/**
 * With SHA-256, 384 or 512: RSA, ECDSA; and Ed25519. Anything older falls to collisions: OpenSSL would verify even MD5.
 * RSA-PSS is left out, whose digest stands in parameters that may say SHA-1.
 */
const ACCEPTED_SIGNATURES: ReadonlySet<string> = new Set([
  '1.2.840.113549.1.1.11',
  '1.2.840.113549.1.1.12',
  '1.2.840.113549.1.1.13',
  '1.2.840.10045.4.3.2',
  '1.2.840.10045.4.3.3',
  '1.2.840.10045.4.3.4',
  '1.3.101.112',
]);
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const ANY_USE = '2.5.29.37.0';

/** Enough for any real chain; stops certificates that issue each other in circles. */
const MAX_DEPTH = 8;
/** Signatures checked per chain: cross-signed heaps would otherwise multiply the work. */
const MAX_CHECKS = 100;

/**
 * Whether `leaf` chains to one of `roots` at `now`, by the rules that Go's `x509.Verify` applies by default, which
 * are Notary's for CA pinning: every certificate in its validity, signed by its issuer with an accepted key, and no
 * extended key usage that excludes TLS servers anywhere in the chain (facts 9).
 */
export function chainsToRoot({ leaf, intermediates, roots, now }: ChainInput): boolean {
  let checksLeft = MAX_CHECKS;

  function reaches(certificate: Certificate, depth: number): boolean {
    if (!isUsable(certificate, now)) {
      return false;
    }
    if (roots.some((root) => bytesEqual(root.der, certificate.der))) {
      return true;
    }
    return (
      depth < MAX_DEPTH &&
      [...roots, ...intermediates].some((issuer) => continues(certificate, issuer, depth))
    );
  }

  function continues(certificate: Certificate, issuer: Certificate, depth: number): boolean {
    if (!mayIssue(issuer, depth) || !bytesEqual(certificate.issuer, issuer.subject) || checksLeft === 0) {
      return false;
    }
    checksLeft -= 1;
    return isSignedBy(certificate, issuer) && reaches(issuer, depth + 1);
  }

  return reaches(leaf, 0);
}

function isUsable(certificate: Certificate, now: Date): boolean {
  const { notBefore, notAfter, extendedKeyUsage: uses } = certificate;
  const inTime = notBefore.getTime() <= now.getTime() && now.getTime() <= notAfter.getTime();
  const forServers = uses === null || uses.includes(SERVER_AUTH) || uses.includes(ANY_USE);
  return inTime && forServers && !certificate.hasUnknownCriticalExtension;
}

/** `below` is how many CA certificates stand between the issuer and the leaf. */
function mayIssue(issuer: Certificate, below: number): boolean {
  const allowed = issuer.maxPathLength ?? Number.POSITIVE_INFINITY;
  return issuer.isCa && issuer.maySignCertificates && below <= allowed;
}

function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  if (!ACCEPTED_SIGNATURES.has(certificate.signatureAlgorithm)) {
    return false;
  }
  try {
    const key = createPublicKey({ key: Buffer.from(issuer.publicKey), format: 'der', type: 'spki' });
    return algorithmOf(key) !== null && new X509Certificate(certificate.der).verify(key);
  } catch {
    return false;
  }
}
