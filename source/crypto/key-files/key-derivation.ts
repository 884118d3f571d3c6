import { pbkdf2, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { Passphrase } from '../../base/index.ts';
import { DER, type DerElement, DerError, derChildren, readOid } from '../der.ts';
import { unreadable } from './faults.ts';

/** What a file may ask of this machine to make a key from a passphrase. */
export interface DerivationLimits {
  readonly pbkdf2Iterations: number;
  /** The memory that scrypt takes, in bytes; its work grows alike. */
  readonly scryptBytes: number;
}

/** Some seconds of a core, a quarter of a gigabyte. */
export const DERIVATION_LIMITS: DerivationLimits = {
  pbkdf2Iterations: 10_000_000,
  scryptBytes: 256 * 1024 * 1024,
};

/** Makes a key of `keyBytes` from a passphrase, on the thread pool. */
export type Derive = (passphrase: Passphrase, keyBytes: number) => Promise<Uint8Array>;

export interface KeyDerivation {
  /** For people. */
  readonly name: string;
  /** The length that the file says; null where it says none. */
  readonly keyBytes: number | null;
  /** To be tried one after the other. */
  readonly candidates: readonly Derive[];
}

type DerivationReader = (parameters: DerElement, limits: DerivationLimits) => KeyDerivation;

const derivePbkdf2 = promisify(pbkdf2);
const deriveScrypt = promisify(
  (
    passphrase: string,
    salt: Uint8Array,
    { keyBytes, ...options }: { keyBytes: number; N: number; r: number; p: number; maxmem: number },
    done: (error: Error | null, key: Buffer) => void,
  ) => scrypt(passphrase, salt, keyBytes, options, done),
);

const DERIVATIONS: ReadonlyMap<string, DerivationReader> = new Map<string, DerivationReader>([
  ['1.2.840.113549.1.5.12', readPbkdf2],
  ['1.3.6.1.4.1.11591.4.11', readScrypt],
]);

/** The pseudo-random functions of PBKDF2 that OpenSSL writes, by the names that Node has for their digests. */
const DIGESTS: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.2.6', 'md5'],
  ['1.2.840.113549.2.7', 'sha1'],
  ['1.2.840.113549.2.8', 'sha224'],
  ['1.2.840.113549.2.9', 'sha256'],
  ['1.2.840.113549.2.10', 'sha384'],
  ['1.2.840.113549.2.11', 'sha512'],
  ['1.2.840.113549.2.12', 'sha512-224'],
  ['1.2.840.113549.2.13', 'sha512-256'],
  ['2.16.840.1.101.3.4.2.13', 'sha3-224'],
  ['2.16.840.1.101.3.4.2.14', 'sha3-256'],
  ['2.16.840.1.101.3.4.2.15', 'sha3-384'],
  ['2.16.840.1.101.3.4.2.16', 'sha3-512'],
]);

/** Reads the key derivation of PBES2 (RFC 8018, appendix A.4). Throws `DerError`, or `key-format-unreadable`. */
export function readDerivation(algorithm: DerElement | undefined, limits: DerivationLimits): KeyDerivation {
  const [id, parameters] = childrenOf(algorithm);
  const oid = readOid(present(id));
  const reader = DERIVATIONS.get(oid);
  if (reader === undefined) {
    throw unreadable(`key derivation ${oid}`);
  }
  return reader(present(parameters), limits);
}

function readPbkdf2(parameters: DerElement, limits: DerivationLimits): KeyDerivation {
  const [salt, count, ...optional] = childrenOf(parameters);
  const iterations = readCount(count);
  if (iterations > limits.pbkdf2Iterations) {
    throw unreadable(`PBKDF2 of more than ${limits.pbkdf2Iterations} rounds`);
  }
  const length = optional.find(({ tag }) => tag === DER.integer);
  const stated = digestOf(optional.find(({ tag }) => tag === DER.sequence));
  // Notary takes SHA-1 whatever the file says, so a file may open with it that states another (facts 8.1).
  const digests = stated === 'sha1' ? [stated] : [stated, 'sha1'];
  const saltBytes = octetsOf(salt);
  return {
    name: `PBKDF2 with HMAC-${stated.toUpperCase()}`,
    keyBytes: length === undefined ? null : readCount(length),
    candidates: digests.map(
      (digest) => (passphrase, keyBytes) =>
        derivePbkdf2(passphrase.reveal(), saltBytes, iterations, keyBytes, digest),
    ),
  };
}

function readScrypt(parameters: DerElement, limits: DerivationLimits): KeyDerivation {
  const [salt, cost, blockSize, parallel, length] = childrenOf(parameters);
  const [N, r, p] = [readCount(cost), readCount(blockSize), readCount(parallel)];
  const bytes = 128 * N * r * p;
  if (bytes > limits.scryptBytes) {
    throw unreadable(`scrypt that takes more than ${limits.scryptBytes} bytes`);
  }
  if (N < 2 || !Number.isInteger(Math.log2(N))) {
    throw new DerError('a cost that scrypt does not have');
  }
  const saltBytes = octetsOf(salt);
  const maxmem = 2 * limits.scryptBytes;
  return {
    name: 'scrypt',
    keyBytes: length === undefined ? null : readCount(length),
    candidates: [
      (passphrase, keyBytes) => deriveScrypt(passphrase.reveal(), saltBytes, { keyBytes, N, r, p, maxmem }),
    ],
  };
}

function digestOf(algorithm: DerElement | undefined): string {
  if (algorithm === undefined) {
    return 'sha1';
  }
  const oid = readOid(present(derChildren(algorithm)[0]));
  const digest = DIGESTS.get(oid);
  if (digest === undefined) {
    throw unreadable(`PBKDF2 with the function ${oid}`);
  }
  return digest;
}

function readCount(element: DerElement | undefined): number {
  const { tag, content } = present(element);
  const value = content.reduce((sum, octet) => sum * 256 + octet, 0);
  if (tag !== DER.integer || (content[0] ?? 0x80) >= 0x80 || value === 0) {
    throw new DerError('not a positive number');
  }
  return value;
}

function octetsOf(element: DerElement | undefined): Uint8Array {
  const { tag, content } = present(element);
  if (tag !== DER.octetString) {
    throw new DerError('not a string of octets');
  }
  return content;
}

function childrenOf(element: DerElement | undefined): readonly DerElement[] {
  if (element?.tag !== DER.sequence) {
    throw new DerError('not a sequence');
  }
  return derChildren(element);
}

function present(element: DerElement | undefined): DerElement {
  if (element === undefined) {
    throw new DerError('an element is missing');
  }
  return element;
}
