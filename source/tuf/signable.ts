import type { JsonValue, Target } from './metadata.ts';
import { METADATA_JSON_LIMITS } from './strict-json.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u001f]/;
/** Of `signed`, `targets`, a name and `custom` around it. */
const LEVELS_AROUND_CUSTOM = 5;
const SHA256 = /^[0-9a-f]{64}$/;
const SHA512 = /^[0-9a-f]{128}$/;

/** Why a target cannot stand in a signed document. */
export type TargetRefusal = 'name' | 'custom' | 'digest' | 'length';

/** Whether a text has a served form and keeps it: no control characters (facts 3.1), no half of a surrogate pair. */
export function isSignableText(text: string): boolean {
  return !CONTROL.test(text) && text.isWellFormed();
}

/** Why Notary could not serve or verify a document with this target; null when it can. */
export function targetRefusal({ name, length, sha256, sha512, custom }: Target): TargetRefusal | null {
  if (!isSignableText(name)) {
    return 'name';
  }
  if (!Number.isSafeInteger(length) || length < 0) {
    return 'length';
  }
  const isDigested = sha256 !== null || sha512 !== null;
  if (!isDigested || !(SHA256.test(sha256 ?? NO_SHA256) && SHA512.test(sha512 ?? NO_SHA512))) {
    return 'digest';
  }
  const depth = METADATA_JSON_LIMITS.maxDepth - LEVELS_AROUND_CUSTOM;
  return custom === undefined || isSignableValue(custom, depth) ? null : 'custom';
}

const NO_SHA256 = '0'.repeat(64);
const NO_SHA512 = '0'.repeat(128);

/** Only integers: Notary verifies no other number (facts 3.4). */
function isSignableValue(value: JsonValue, depthLeft: number): boolean {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value);
  }
  if (typeof value === 'string') {
    return isSignableText(value);
  }
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  const isDeep = depthLeft === 0;
  return (
    !isDeep &&
    Object.entries(value).every(
      ([name, member]) => isSignableText(name) && isSignableValue(member, depthLeft - 1),
    )
  );
}
