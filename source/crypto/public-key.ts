import { createPublicKey, type KeyObject } from 'node:crypto';
import { bytesEqual, type Sha256Hex } from '../base/index.ts';
import { type Certificate, parseCertificates } from './certificate.ts';
import { sha256Hex } from './digest.ts';
import { isSoundPoint } from './ed25519-points.ts';
import { ELLIPTIC_CURVES, type EllipticCurve } from './elliptic-curves.ts';
import { parsePem } from './pem.ts';

export type KeyAlgorithm = EllipticCurve['algorithm'] | 'ed25519' | `rsa-${number}`;

export type SignatureMethod = 'ecdsa' | 'eddsa' | 'rsapss' | 'rsapkcs1v15' | 'pycrypto-pkcs#1 pss';

/** A public key that can verify. */
export interface PublicKeyHandle {
  readonly algorithm: KeyAlgorithm;
  /** SHA-256 of the SubjectPublicKeyInfo: equal for one key with and without a certificate around it. */
  readonly fingerprint: Sha256Hex;
  /** The methods by which a signature of this key may be made. */
  readonly methods: readonly SignatureMethod[];
  /** The certificates that came with the key, leaf first; empty for a plain key. */
  readonly certificates: readonly Certificate[];
  readonly native: KeyObject;
}

export type KeyRefusal = 'unknown-key-type' | 'malformed-key' | 'weak-key';

export type PublicKeyResult =
  | { readonly ok: true; readonly key: PublicKeyHandle }
  | { readonly ok: false; readonly reason: KeyRefusal };

/** What stands in `keyval.public`, taken apart. */
interface OpenedKey {
  readonly spki: Uint8Array;
  readonly methods: readonly SignatureMethod[];
  readonly certificates: readonly Certificate[];
}

interface KeyType {
  readonly family: 'ec' | 'rsa' | 'ed25519';
  /** Returns null when the bytes are not of the form that the type asks for. */
  readonly open: (bytes: Uint8Array) => OpenedKey | null;
}

const MIN_RSA_BITS = 2048;
/** Go reads no larger exponent, and OpenSSL would take a hundred times as long for one. */
const MAX_RSA_EXPONENT = 2n ** 31n - 1n;
const RSA_METHODS = ['rsapss', 'rsapkcs1v15'] as const;
const ED25519_SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const ED25519_BYTES = 32;

/** The key types that can verify (facts 2.1), and how each holds its key. */
const KEY_TYPES: ReadonlyMap<string, KeyType> = new Map<string, KeyType>([
  ['ecdsa', { family: 'ec', open: (spki) => ({ spki, methods: ['ecdsa'], certificates: [] }) }],
  ['ecdsa-x509', { family: 'ec', open: (pem) => openCertificate(pem, ['ecdsa']) }],
  ['rsa', { family: 'rsa', open: openRsa }],
  ['rsa-x509', { family: 'rsa', open: (pem) => openCertificate(pem, RSA_METHODS) }],
  ['ed25519', { family: 'ed25519', open: openEd25519 }],
]);

/** Reads the decoded `keyval.public` of a key of type `keyType`. Costs a parse: callers keep the result. */
export function readPublicKey(keyType: string, publicBytes: Uint8Array): PublicKeyResult {
  const type = KEY_TYPES.get(keyType);
  if (type === undefined) {
    return { ok: false, reason: 'unknown-key-type' };
  }
  const opened = type.open(publicBytes);
  const native = opened === null ? null : importSpki(opened.spki);
  if (opened === null || native?.asymmetricKeyType !== type.family) {
    return { ok: false, reason: 'malformed-key' };
  }
  const algorithm = algorithmInFull(opened.spki) ?? algorithmOf(native);
  if (algorithm === null) {
    return { ok: false, reason: 'weak-key' };
  }
  const { methods, certificates } = opened;
  return {
    ok: true,
    key: { algorithm, fingerprint: sha256Hex(opened.spki), methods, certificates, native },
  };
}

/** The algorithm of a public or private key, or null when it is below what is accepted. */
export function algorithmOf(key: KeyObject): KeyAlgorithm | null {
  const { namedCurve } = key.asymmetricKeyDetails ?? {};
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return isSoundPoint(exported(key).subarray(-ED25519_BYTES)) ? 'ed25519' : null;
    case 'ec':
      return ELLIPTIC_CURVES.get(namedCurve ?? '')?.algorithm ?? null;
    case 'rsa':
      return rsaAlgorithmOf(key);
    default:
      return null;
  }
}

/** With an exponent of 1, which OpenSSL accepts, everybody could sign: the signature is the padded digest itself. */
function rsaAlgorithmOf(key: KeyObject): `rsa-${number}` | null {
  const { modulusLength = 0, publicExponent: exponent = 0n } = key.asymmetricKeyDetails ?? {};
  const isSound = exponent > 1n && exponent % 2n === 1n && exponent <= MAX_RSA_EXPONENT;
  return isSound && modulusLength >= MIN_RSA_BITS ? `rsa-${modulusLength}` : null;
}

/** Imports a SubjectPublicKeyInfo that is written as Go would write it, or returns null. */
function importSpki(spki: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
    return algorithmInFull(spki) !== null || isCanonicalSpki(key, spki) ? key : null;
  } catch {
    return null;
  }
}

/**
 * OpenSSL also reads compressed points and curves given by their parameters, which Go refuses and which would give one
 * key several fingerprints, so that one signer could count twice. It keeps such a form when it writes the key again.
 */
function isCanonicalSpki(key: KeyObject, spki: Uint8Array): boolean {
  const isKnownCurve = ELLIPTIC_CURVES.has(key.asymmetricKeyDetails?.namedCurve ?? '');
  return !isKnownCurve && bytesEqual(exported(key), spki);
}

/**
 * The algorithm of a key on a curve that is written in full, by how it begins; null for any other, and for one that is
 * not accepted. Told from the bytes, as asking OpenSSL takes as long as importing the key.
 */
function algorithmInFull(spki: Uint8Array): KeyAlgorithm | null {
  const curve = curveOf(spki);
  if (curve !== null) {
    return curve.algorithm;
  }
  const point = spki.subarray(ED25519_SPKI_PREFIX.length);
  const isEd25519 = startsWith(spki, ED25519_SPKI_PREFIX) && point.length === ED25519_BYTES;
  return isEd25519 && isSoundPoint(point) ? 'ed25519' : null;
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return bytesEqual(bytes.subarray(0, prefix.length), prefix);
}

function curveOf(spki: Uint8Array): EllipticCurve | null {
  for (const curve of ELLIPTIC_CURVES.values()) {
    const { spkiPrefix, octets } = curve;
    if (spki.length === spkiPrefix.length + 2 * octets && startsWith(spki, spkiPrefix)) {
      return curve;
    }
  }
  return null;
}

/** DER SubjectPublicKeyInfo, of a private key too. */
function exported(key: KeyObject): Uint8Array {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return publicKey.export({ format: 'der', type: 'spki' });
}

function openCertificate(pem: Uint8Array, methods: readonly SignatureMethod[]): OpenedKey | null {
  const certificates = parseCertificates(pem);
  const leaf = certificates[0];
  return leaf === undefined ? null : { spki: leaf.publicKey, methods, certificates };
}

/** RSA keys written by the Python implementation are PEM text, and only those sign by its method (facts 2.3). */
function openRsa(bytes: Uint8Array): OpenedKey {
  const block = bytes[0] === 0x2d ? parsePem(Buffer.from(bytes).toString('latin1'))[0] : undefined;
  return block === undefined
    ? { spki: bytes, methods: RSA_METHODS, certificates: [] }
    : { spki: block.bytes, methods: ['pycrypto-pkcs#1 pss'], certificates: [] };
}

function openEd25519(bytes: Uint8Array): OpenedKey | null {
  return bytes.length === ED25519_BYTES
    ? { spki: Buffer.concat([ED25519_SPKI_PREFIX, bytes]), methods: ['eddsa'], certificates: [] }
    : null;
}
