import { createPrivateKey, type KeyObject } from 'node:crypto';
import { bytesEqual } from '../../base/index.ts';
import { DER, type DerElement, DerError, derChildren, readDer, readOid } from '../der.ts';
import { explicit, integer, octets, oid, sequence, toDer } from '../der-writing.ts';
import { describeRefused } from '../describe-refused.ts';
import { type PrivateKeyHandle, privateKeyHandle } from '../private-key.ts';
import { algorithmOf } from '../public-key.ts';
import { unreadable } from './faults.ts';
import { curveByOid, nameOfOid } from './key-curves.ts';
import { checkRsaNumbers } from './rsa-numbers.ts';

/** A form in which the bytes of an unencrypted private key stand (facts 8.1). */
export interface KeyForm {
  /** For people. */
  readonly name: string;
  /** Throws `DerError` for bytes that are not of this form, `CryptoError` for a key that is not read here. */
  readonly read: (bytes: Uint8Array) => PrivateKeyHandle;
  /**
   * Whether bytes begin as this form does, with more than 30 bits that chance would have to hit: tells the right
   * passphrase from a wrong one even where the rest is damaged.
   */
  readonly begins: (bytes: Uint8Array) => boolean;
}

export const ED25519_OID = '1.3.101.112';
/** Which Notary's writer uses for Ed25519, with its own contents. */
export const GO_ED25519_OID = '1.3.6.1.4.1.11591.15.1';
export const EC_OID = '1.2.840.10045.2.1';
export const RSA_OID = '1.2.840.113549.1.1.1';

const CURVE_TAG = 0xa0;
const PUBLIC_KEY_TAG = 0xa1;
const ED25519_BYTES = 32;
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export const PKCS8: KeyForm = { name: 'PKCS#8', read: readPkcs8, begins: beginsAsSequenceOfVersion };
export const SEC1: KeyForm = {
  name: 'SEC1',
  read: (bytes) => readSec1(bytes, null),
  begins: beginsAsSequenceOfVersion,
};
export const PKCS1: KeyForm = { name: 'PKCS#1', read: readPkcs1, begins: beginsAsSequenceOfVersion };
export const RAW_ED25519: KeyForm = {
  name: 'Ed25519 as Notary keeps it',
  read: readRawEd25519,
  begins: (bytes) => bytes.length >= 96 && bytesEqual(bytes.subarray(0, 32), bytes.subarray(64, 96)),
};

type AlgorithmReader = (key: Uint8Array, parameters: DerElement | undefined) => PrivateKeyHandle;

const PKCS8_ALGORITHMS: ReadonlyMap<string, AlgorithmReader> = new Map<string, AlgorithmReader>([
  [EC_OID, (key, parameters) => readSec1(key, curveOidIn(parameters))],
  [RSA_OID, (key) => readPkcs1(key)],
  [ED25519_OID, (key) => ed25519From(readDer(key, DER.octetString).content)],
  [GO_ED25519_OID, (key) => readRawEd25519(key)],
]);

/** PrivateKeyInfo (RFC 5208) or OneAsymmetricKey (RFC 5958); Go writes the second one's version for EC keys. */
function readPkcs8(der: Uint8Array): PrivateKeyHandle {
  const [version, algorithm, key] = derChildren(readDer(der, DER.sequence));
  if (version?.tag !== DER.integer || algorithm?.tag !== DER.sequence || key?.tag !== DER.octetString) {
    throw new DerError('not a PKCS#8 private key');
  }
  const [id, parameters] = derChildren(algorithm);
  if (id === undefined) {
    throw new DerError('no algorithm');
  }
  const oidOfKey = readOid(id);
  const reader = PKCS8_ALGORITHMS.get(oidOfKey);
  if (reader === undefined) {
    throw unreadable(`${nameOfOid(oidOfKey)} key`);
  }
  return reader(key.content, parameters);
}

/** ECPrivateKey (RFC 5915). The curve stands inside, outside, or in both places. */
function readSec1(der: Uint8Array, outerCurve: string | null): PrivateKeyHandle {
  const [version, secret, ...optional] = derChildren(readDer(der, DER.sequence));
  if (version?.tag !== DER.integer || secret?.tag !== DER.octetString) {
    throw new DerError('not an elliptic curve private key');
  }
  const innerCurve = optional.find(({ tag }) => tag === CURVE_TAG);
  const curveOid = outerCurve ?? curveOidIn(innerCurve === undefined ? undefined : onlyChild(innerCurve));
  const curve = curveOid === null ? null : curveByOid(curveOid);
  if (curveOid === null || curve === null) {
    throw unreadable(curveOid === null ? 'elliptic curve without a name' : `curve ${nameOfOid(curveOid)}`);
  }
  const scalar = padded(secret.content, curve.octets);
  if (scalar.every((byte) => byte === 0) || Buffer.compare(scalar, curve.order) >= 0) {
    throw new DerError('a secret that the curve does not have');
  }
  // Without the public key: OpenSSL believes one that is given, and would hold a key whose halves do not match.
  const alone = sequence(integer(Uint8Array.of(1)), octets(scalar), explicit(0, oid(curveOid)));
  const key = handleOf(imported({ key: Buffer.from(toDer(alone)), format: 'der', type: 'sec1' }));
  const point = optional.find(({ tag }) => tag === PUBLIC_KEY_TAG);
  if (point !== undefined) {
    checkPoint(onlyChild(point), key.publicBytes);
  }
  return key;
}

function readPkcs1(der: Uint8Array): PrivateKeyHandle {
  checkRsaNumbers(der);
  return handleOf(imported({ key: Buffer.from(der), format: 'der', type: 'pkcs1' }));
}

/** The public key, the seed and again the public key: Go's 64 bytes of a private key behind those of the public one. */
function readRawEd25519(bytes: Uint8Array): PrivateKeyHandle {
  if (bytes.length !== 3 * ED25519_BYTES) {
    throw new DerError('not the 96 bytes of an Ed25519 key');
  }
  const key = ed25519From(bytes.subarray(ED25519_BYTES, 2 * ED25519_BYTES));
  const written = [bytes.subarray(0, ED25519_BYTES), bytes.subarray(2 * ED25519_BYTES)];
  if (!written.every((publicKey) => bytesEqual(publicKey, key.publicBytes))) {
    throw new DerError('a public key that does not belong to the secret');
  }
  return key;
}

function ed25519From(seed: Uint8Array): PrivateKeyHandle {
  if (seed.length !== ED25519_BYTES) {
    throw new DerError('not the 32 bytes of an Ed25519 secret');
  }
  const der = Buffer.concat([ED25519_PREFIX, seed]);
  return handleOf(imported({ key: der, format: 'der', type: 'pkcs8' }));
}

function imported(key: Parameters<typeof createPrivateKey>[0]): KeyObject {
  try {
    return createPrivateKey(key);
  } catch (error) {
    throw new DerError('a key that OpenSSL does not accept', { cause: error });
  }
}

function handleOf(native: KeyObject): PrivateKeyHandle {
  const algorithm = algorithmOf(native);
  if (algorithm === null) {
    throw unreadable(describeRefused(native));
  }
  return privateKeyHandle(native, algorithm);
}

/** `bits` holds the point in full or compressed, of which the first coordinate is compared. */
function checkPoint(bits: DerElement, spki: Uint8Array): void {
  const point = bits.content.subarray(1);
  const half = point.length - 1;
  const isCompressed = point[0] === 2 || point[0] === 3;
  const belongs = isCompressed
    ? bytesEqual(spki.subarray(-2 * half).subarray(0, half), point.subarray(1))
    : bytesEqual(spki.subarray(-point.length), point);
  if (bits.tag !== DER.bitString || !belongs) {
    throw new DerError('a public key that does not belong to the secret');
  }
}

/** The object identifier of a named curve; null for none, and for a curve that is given by its parameters. */
function curveOidIn(element: DerElement | undefined): string | null {
  return element?.tag === DER.oid ? readOid(element) : null;
}

function onlyChild(element: DerElement): DerElement {
  const [child, ...others] = derChildren(element);
  if (child === undefined || others.length > 0) {
    throw new DerError('not exactly one element');
  }
  return child;
}

/** Older writers leave zeros at the front out, or put one more there. */
function padded(secret: Uint8Array, octetCount: number): Uint8Array {
  const firstDigit = secret.findIndex((octet) => octet !== 0);
  const digits = firstDigit === -1 ? new Uint8Array() : secret.subarray(firstDigit);
  if (digits.length === 0 || digits.length > octetCount) {
    throw new DerError('a secret that the curve does not have');
  }
  return Buffer.concat([Buffer.alloc(octetCount - digits.length), digits]);
}

function beginsAsSequenceOfVersion(bytes: Uint8Array): boolean {
  const [tag = 0, length = 0] = bytes;
  const lengthOctets = length < 0x80 ? 0 : length & 0x7f;
  const body = bytes.subarray(2 + lengthOctets);
  const [versionTag, versionLength, version = 0xff] = body;
  return (
    tag === DER.sequence &&
    lengthOctets <= 2 &&
    versionTag === DER.integer &&
    versionLength === 1 &&
    version <= 1
  );
}
