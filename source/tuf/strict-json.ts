import { decodeUtf8 } from '../base/index.ts';
import type { JsonValue } from './metadata.ts';
import { type JsonRefusal, scanJson } from './strict-json-scanner.ts';

export interface JsonLimits {
  readonly maxBytes: number;
  /** How many objects and lists may stand inside each other. */
  readonly maxDepth: number;
}

/** Notary reads metadata up to 100 MiB (facts 4.4); nothing real nests deeper than a dozen levels. */
export const METADATA_JSON_LIMITS: JsonLimits = { maxBytes: 100 * 1024 * 1024, maxDepth: 100 };

export type JsonResult =
  | {
      readonly ok: true;
      readonly value: JsonValue;
      /** The text is what `JSON.stringify` makes of the value: no white space, members in their own order. */
      readonly compact: boolean;
    }
  | { readonly ok: false; readonly reason: JsonRefusal };

const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

/**
 * Parses JSON that means the same to every reader. Refused beyond what is no JSON: bytes that are not UTF-8, a member
 * that appears twice (Go takes the last, others the first), a number that is not an integer a float64 keeps
 * (facts 3.1), an escaped half of a surrogate pair, and more depth or size than `limits`.
 */
export function parseStrictJson(bytes: Uint8Array, limits: JsonLimits = METADATA_JSON_LIMITS): JsonResult {
  if (bytes.length > limits.maxBytes) {
    return { ok: false, reason: 'too-large' };
  }
  const text = decodeUtf8(bytes);
  if (text === null) {
    return { ok: false, reason: 'not-utf8' };
  }
  const compact = parseCompact(text, limits.maxDepth);
  if (compact !== undefined) {
    return { ok: true, value: compact, compact: true };
  }
  const scanned = scanJson(text, limits.maxDepth);
  return scanned.ok ? { ...scanned, compact: false } : scanned;
}

/**
 * The fast route for files as Notary writes them: the engine's own parser and printer are many times faster than any
 * scanner in JavaScript. Text that comes back unchanged had no member twice, and was read right: V8 can mistake one
 * escaped name for another that it saw before (nodejs/node#63785), which an attacker could prepare. Returns undefined
 * for any other text, good or bad; the scanner decides about it.
 */
function parseCompact(text: string, maxDepth: number): JsonValue | undefined {
  if (SURROGATE_ESCAPE.test(text)) {
    return undefined;
  }
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isStrict(value, maxDepth) && JSON.stringify(value) === text ? value : undefined;
}

function isStrict(value: JsonValue, depthLeft: number): boolean {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value);
  }
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  if (depthLeft === 0) {
    return false;
  }
  for (const member of Object.values(value)) {
    if (typeof member !== 'string' && !isStrict(member, depthLeft - 1)) {
      return false;
    }
  }
  return true;
}
