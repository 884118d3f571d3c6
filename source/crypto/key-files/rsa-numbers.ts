import { DER, type DerElement, DerError, derChildren, readDer } from '../der.ts';
import { unreadable } from './faults.ts';

/** OpenSSL works with no larger modulus; the arithmetic below would take minutes for one. */
const MAX_BITS = 16_384;

/**
 * Checks the numbers of a DER RSAPrivateKey (RFC 8017, appendix A.1.2) against each other. OpenSSL imports any
 * numbers, and a signature made with one wrong prime factor gives the other one away to everybody who sees it (the
 * attack of Boneh, DeMillo and Lipton). Throws `DerError` when they do not fit.
 */
export function checkRsaNumbers(pkcs1: Uint8Array): void {
  const [version, ...rest] = derChildren(readDer(pkcs1, DER.sequence));
  const format = version === undefined ? null : readNumber(version);
  if (format === 1n) {
    throw unreadable('RSA key of more than two primes');
  }
  const numbers = rest.map(readNumber);
  const [n = 0n, e = 0n, d = 0n, p = 0n, q = 0n, dp, dq, inverse = 0n] = numbers;
  if (format !== 0n || numbers.length !== 8 || p < 3n || q < 3n || n !== p * q) {
    throw new DerError('prime factors that do not make up the modulus');
  }
  const fits =
    (e * d) % (p - 1n) === 1n &&
    (e * d) % (q - 1n) === 1n &&
    dp === d % (p - 1n) &&
    dq === d % (q - 1n) &&
    (inverse * q) % p === 1n;
  if (!fits) {
    throw new DerError('exponents that do not belong to the modulus');
  }
}

function readNumber({ tag, content }: DerElement): bigint {
  if (tag !== DER.integer || content.length === 0 || (content[0] ?? 0) >= 0x80) {
    throw new DerError('not a positive number');
  }
  if (content.length > MAX_BITS / 8 + 1) {
    throw unreadable(`RSA key of more than ${MAX_BITS} bits`);
  }
  return BigInt(`0x${Buffer.from(content).toString('hex')}`);
}
