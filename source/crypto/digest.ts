import { createHash } from 'node:crypto';
import type { Sha256Hex } from '../base/index.ts';

export function sha256Hex(bytes: Uint8Array): Sha256Hex {
  return createHash('sha256').update(bytes).digest('hex') as Sha256Hex;
}

/** 128 lower-case hexadecimal digits. */
export function sha512Hex(bytes: Uint8Array): string {
  return createHash('sha512').update(bytes).digest('hex');
}
