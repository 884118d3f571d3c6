import { isUtf8 } from 'node:buffer';
import type { Brand } from './brand.ts';

/** A SHA-256 digest as 64 lower-case hexadecimal digits. */
export type Sha256Hex = Brand<string, 'Sha256Hex'>;

const SHA256_HEX = /^[0-9a-f]{64}$/;
/** Without a repeated group: on some megabytes those exhaust the stack of the regular expression engine. */
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const HEX = /^[0-9a-f]*$/;

/** Returns `text` as a digest, or null when it is not 64 lower-case hexadecimal digits. */
export function asSha256Hex(text: string): Sha256Hex | null {
  return SHA256_HEX.test(text) ? (text as Sha256Hex) : null;
}

/** Lower-case hexadecimal digits of `bytes`. */
export function toHex(bytes: Uint8Array): string {
  return view(bytes).toString('hex');
}

/** The bytes behind lower-case hexadecimal digits, or null when `text` is anything else. */
export function fromHex(text: string): Uint8Array | null {
  return text.length % 2 === 0 && HEX.test(text) ? Buffer.from(text, 'hex') : null;
}

/** Standard padded base64 of `bytes`, as Go's `encoding/json` writes byte slices. */
export function toBase64(bytes: Uint8Array): string {
  return view(bytes).toString('base64');
}

/** The bytes behind standard padded base64, or null: Go's decoder refuses what is not padded, and so do we. */
export function fromBase64(text: string): Uint8Array | null {
  return text.length % 4 === 0 && BASE64.test(text) ? Buffer.from(text, 'base64') : null;
}

export function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

/** Decodes UTF-8, or returns null when the bytes are not well-formed UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  return isUtf8(bytes) ? view(bytes).toString('utf8') : null;
}

export function bytesEqual(left: Uint8Array, right: Uint8Array): boolean {
  return view(left).equals(right);
}

/**
 * Orders strings as Go compares them: by their UTF-8 bytes. JavaScript's own order is by UTF-16 code units,
 * which differs between astral characters and U+E000 to U+FFFF.
 */
export function compareUtf8(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return isAscii(left) && isAscii(right) ? (left < right ? -1 : 1) : Buffer.compare(utf8(left), utf8(right));
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 0x7f) {
      return false;
    }
  }
  return true;
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
