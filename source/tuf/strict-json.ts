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
  | { readonly ok: true; readonly value: JsonValue }
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
  return parseCompact(text, limits.maxDepth) ?? scanJson(text, limits.maxDepth);
}

/**
 * The fast route for files as Notary writes them: the engine's own parser and printer are many times faster than any
 * scanner in JavaScript, and text that comes back unchanged had no member twice. Returns null for any other text,
 * good or bad; the scanner decides about it.
 */
function parseCompact(text: string, maxDepth: number): JsonResult | null {
  if (SURROGATE_ESCAPE.test(text)) {
    return null;
  }
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isStrict(value, maxDepth) && JSON.stringify(value) === text ? { ok: true, value } : null;
}

function isStrict(value: JsonValue, depthLeft: number): boolean {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value);
  }
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  return depthLeft > 0 && Object.values(value).every((member) => isStrict(member, depthLeft - 1));
}
