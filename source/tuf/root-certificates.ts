import { decodeUtf8 } from '../base/index.ts';
import { type Certificate, encodePem, isSignedWithSha1, readPublicKey } from '../crypto/index.ts';
import { type Gun, isInNamespace } from './gun.ts';
import type { TufKey } from './key.ts';
import type { RootDocument } from './metadata.ts';
import type { CertificateRefusal } from './problem.ts';
import { baseSigners } from './update-chain-signers.ts';
import { readKey } from './verify.ts';

type DateRefusal = Extract<CertificateRefusal, 'expired' | 'not-yet-valid'>;

/** A key of the root role and what its certificate is worth for a GUN (facts 2.5). */
export interface RootKey {
  readonly key: TufKey;
  /** Leaf first; empty when nothing could be read. */
  readonly certificates: readonly Certificate[];
  /** Why it can never vouch for the GUN; null when it can. */
  readonly refusal: Exclude<CertificateRefusal, DateRefusal> | null;
  /** Why it cannot at this moment; null when it can. */
  readonly outOfDate: DateRefusal | null;
}

/** Notary forgives clocks that are up to a day behind the one that issued the certificate. */
const NOT_BEFORE_LEEWAY_MS = 24 * 60 * 60 * 1000;

/** Judges each key that the root names for itself; the caller decides what follows. */
export function checkRootKeys(root: RootDocument, gun: Gun, now: Date): readonly RootKey[] {
  return baseSigners(root.body, 'root').keys.map((key) => {
    const { result: read } = readKey(key);
    const certificates = read.ok ? read.key.certificates : [];
    const weak = !read.ok && read.reason === 'weak-key';
    return {
      key,
      certificates,
      refusal: weak ? 'weak-key' : refusalOf(key, certificates, gun),
      outOfDate: dateRefusalOf(certificates, now),
    };
  });
}

function refusalOf(key: TufKey, certificates: readonly Certificate[], gun: Gun): RootKey['refusal'] {
  const [leaf, ...issuers] = certificates;
  if (leaf === undefined) {
    return 'not-a-certificate';
  }
  if (!isCanonicalBundle(key.publicBytes, certificates)) {
    return 'not-canonical-pem';
  }
  if (leaf.isCa || !issuers.every(({ isCa }) => isCa)) {
    return 'no-single-leaf';
  }
  if (!isNameFor(gun, leaf.commonName)) {
    return 'common-name-mismatch';
  }
  if (certificates.some(isSignedWithSha1)) {
    return 'sha1-signature';
  }
  return issuers.every(hasAcceptedKey) ? null : 'weak-key';
}

/**
 * Notary looks signatures up by the ID of the bundle as its own encoder would write it, so that any other spelling
 * of the same certificates never validates.
 */
function isCanonicalBundle(publicBytes: Uint8Array, certificates: readonly Certificate[]): boolean {
  const canonical = certificates.map(({ der }) =>
    encodePem({ type: 'CERTIFICATE', headers: new Map(), bytes: der }),
  );
  return decodeUtf8(publicBytes) === canonical.join('');
}

/** The common name is the GUN, or a prefix of it followed by `*`: one certificate for a namespace (facts 1.1). */
function isNameFor(gun: Gun, commonName: string): boolean {
  return commonName === gun || isInNamespace(gun, commonName);
}

function dateRefusalOf(certificates: readonly Certificate[], now: Date): DateRefusal | null {
  if (!certificates.every(({ notAfter }) => now.getTime() <= notAfter.getTime())) {
    return 'expired';
  }
  const latest = now.getTime() + NOT_BEFORE_LEEWAY_MS;
  return certificates.every(({ notBefore }) => notBefore.getTime() <= latest) ? null : 'not-yet-valid';
}

function hasAcceptedKey({ publicKey }: Certificate): boolean {
  return readPublicKey('ecdsa', publicKey).ok || readPublicKey('rsa', publicKey).ok;
}
