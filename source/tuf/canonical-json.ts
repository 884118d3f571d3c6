import { type Brand, compareUtf8, utf8 } from '../base/index.ts';
import type { JsonValue } from './metadata.ts';

/**
 * Bytes in the dialect of canonical JSON that Notary signs and hashes: the one of Docker's fork of Go's
 * `encoding/json` (facts 3.1), related to OLPC's but neither that nor RFC 8785. No white space; members sorted by
 * their names' UTF-8 bytes; in strings only `"` and `\` are escaped, control characters stand raw; integers only.
 */
export type CanonicalBytes = Brand<Uint8Array, 'CanonicalBytes'>;

/** From here on the orders by UTF-8 and by UTF-16 can differ. */
const SURROGATE_OR_ABOVE = /[\ud800-\uffff]/;
const ESCAPED = /["\\]/;
const ESCAPED_ALL = /["\\]/g;
const HTML_ALL = /[<>&\u2028\u2029]/g;

/** The canonical form of `value`. Throws a RangeError on a number that is not a safe integer: it has none. */
export function canonicalJson(value: JsonValue): CanonicalBytes {
  return utf8(canonicalText(value)) as CanonicalBytes;
}

/** `canonicalJson` as text. */
export function canonicalText(value: JsonValue): string {
  if (typeof value === 'string') {
    return canonicalString(value);
  }
  if (typeof value === 'number') {
    return canonicalNumber(value);
  }
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  return isArray(value) ? `[${value.map(canonicalText).join(',')}]` : canonicalObject(value);
}

/** Member names in canonical order. */
export function sortedNames(names: readonly string[]): readonly string[] {
  if (isSorted(names)) {
    return names;
  }
  const sorted = [...names].sort();
  return sorted.some((name) => SURROGATE_OR_ABOVE.test(name)) ? sorted.sort(compareUtf8) : sorted;
}

/** Whether the members of every object in `value` come in canonical order. */
export function isInCanonicalOrder(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  if (!isArray(value) && !isSorted(Object.keys(value))) {
    return false;
  }
  for (const member of Object.values(value)) {
    if (!isInCanonicalOrder(member)) {
      return false;
    }
  }
  return true;
}

/**
 * The form in which canonical text is served: Go's compactor escapes `< > &` and the line separators on the way out,
 * so that a file is signed raw but stored, hashed and downloaded escaped (facts 3.2).
 */
export function servedForm(canonical: string): string {
  return canonical.replace(
    HTML_ALL,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function canonicalString(text: string): string {
  return ESCAPED.test(text) ? `"${text.replace(ESCAPED_ALL, '\\$&')}"` : `"${text}"`;
}

function canonicalNumber(value: number): string {
  if (!Number.isSafeInteger(value)) {
    throw new RangeError('canonical JSON holds only integers that survive a float64');
  }
  // Notary prints -0, which its decoder keeps, as int64: without the sign. So does a template.
  return `${value}`;
}

function canonicalObject(value: { readonly [name: string]: JsonValue }): string {
  let text = '';
  for (const name of sortedNames(Object.keys(value))) {
    text += `${text === '' ? '' : ','}${canonicalString(name)}:${canonicalText(value[name] ?? null)}`;
  }
  return `{${text}}`;
}

function isSorted(names: readonly string[]): boolean {
  let before = '';
  for (const name of names) {
    if (compareUtf8(before, name) > 0) {
      return false;
    }
    before = name;
  }
  return true;
}

/** `Array.isArray` does not narrow readonly arrays. */
function isArray(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
