import { toHex } from '../base/index.ts';

const LAST = 31;
const SIGN_BIT = 0x80;

/** The five coordinates of the eight points whose order divides 8, without the bit for their sign. */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** Coordinates of at least the prime 2^255 - 19: a second spelling of a point, and so of a key's fingerprint. */
const BEYOND_PRIME = /^(?:e[d-f]|f.)(?:ff){30}7f$/;

/**
 * Whether the 32 bytes of an Ed25519 key stand for a point that somebody has to know a secret for. With one of small
 * order everybody can sign, one message in eight or even every one, and not every release of Node refuses those.
 */
export function isSoundPoint(point: Uint8Array): boolean {
  const positive = Uint8Array.from(point);
  positive[LAST] = (positive[LAST] ?? 0) & ~SIGN_BIT;
  const hex = toHex(positive);
  return !SMALL_ORDER.has(hex) && !BEYOND_PRIME.test(hex);
}
