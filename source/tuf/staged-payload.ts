import { decodeUtf8, fromBase64, type Sha256Hex, toHex } from '../base/index.ts';
import type { JsonObject } from './field-problems.ts';
import { asKeyId, type KeyId, type TufKey } from './key.ts';
import { readTufKey } from './key-id.ts';
import type { JsonValue, Target } from './metadata.ts';
import { targetRefusal } from './signable.ts';
import { parseStrictJson } from './strict-json.ts';

/** What a staged change of a delegation asks for (facts 8.4). */
export interface DelegationPayload {
  readonly addKeys: readonly TufKey[];
  readonly addPaths: readonly string[];
  /** Canonical IDs. */
  readonly removeKeys: readonly KeyId[];
  readonly removePaths: readonly string[];
  readonly clearPaths: boolean;
  /** null without one. */
  readonly threshold: number | null;
}

const TARGET = new Set(['length', 'hashes', 'custom']);
const HASHES = new Set(['sha256', 'sha512']);
const DELEGATION = new Set([
  'threshold',
  'add_keys',
  'add_paths',
  'remove_keys',
  'remove_paths',
  'clear_paths',
]);

/**
 * The target that a payload describes; null when it is anything else. Custom data with a number that cannot be signed
 * are handed on as they are: whoever publishes them is told which target it is.
 */
export function readTargetPayload(name: string, data: Uint8Array | null): Target | null {
  const { value, isStrict } = readJson(data);
  const members = knownMembers(value, TARGET);
  const hashes = knownMembers(members?.['hashes'], HASHES);
  const length = members?.['length'];
  const custom = members?.['custom'] ?? undefined;
  if (hashes === null || typeof length !== 'number') {
    return null;
  }
  const sha256 = digestHex(hashes['sha256']) as Sha256Hex | null;
  const target = { name, length, sha256, sha512: digestHex(hashes['sha512']), custom };
  const refusal = targetRefusal(target);
  const isReadable = Object.values(hashes).every((digest) => digestHex(digest) !== null);
  return isReadable && (isStrict ? refusal !== 'digest' && refusal !== 'length' : refusal === 'custom')
    ? target
    : null;
}

/** What a payload asks of a delegation; null when it is anything else. */
export function readDelegationPayload(data: Uint8Array | null): DelegationPayload | null {
  const { value, isStrict } = readJson(data);
  const members = isStrict ? knownMembers(value, DELEGATION) : null;
  if (members === null) {
    return null;
  }
  const addKeys = listOf(members['add_keys'], readTufKey);
  const addPaths = listOf(members['add_paths'], asText);
  const removeKeys = listOf(members['remove_keys'], (item) => asKeyId(asText(item) ?? ''));
  const removePaths = listOf(members['remove_paths'], asText);
  const { threshold = null, clear_paths: clearPaths = false } = members;
  const isCount = threshold === null || (typeof threshold === 'number' && threshold >= 0);
  const isFlag = typeof clearPaths === 'boolean';
  return addKeys && addPaths && removeKeys && removePaths && isCount && isFlag
    ? { addKeys, addPaths, removeKeys, removePaths, clearPaths, threshold: threshold || null }
    : null;
}

function readJson(data: Uint8Array | null): { readonly value: JsonValue; readonly isStrict: boolean } {
  const parsed = parseStrictJson(data ?? new Uint8Array());
  if (parsed.ok) {
    return { value: parsed.value, isStrict: true };
  }
  const text = parsed.reason === 'unsupported-number' && data !== null ? decodeUtf8(data) : null;
  try {
    return { value: JSON.parse(text ?? 'null'), isStrict: false };
  } catch {
    return { value: null, isStrict: false };
  }
}

/** The members of an object that has no others; Go would read `Length` as `length`, and a member unknown to us may count. */
function knownMembers(value: JsonValue | undefined, known: ReadonlySet<string>): JsonObject | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return null;
  }
  return Object.keys(value).every((name) => known.has(name)) ? (value as JsonObject) : null;
}

/** The items of a list, which may be null or missing; null when one of them is not what it should be. */
function listOf<Item>(
  value: JsonValue | undefined,
  read: (item: JsonValue) => Item | null,
): readonly Item[] | null {
  const list: unknown = value ?? [];
  const items = Array.isArray(list) ? list.map(read) : [null];
  return items.every((item) => item !== null) ? items : null;
}

function asText(value: JsonValue): string | null {
  return typeof value === 'string' ? value : null;
}

function digestHex(value: JsonValue | undefined): string | null {
  const bytes = typeof value === 'string' ? fromBase64(value) : null;
  return bytes === null ? null : toHex(bytes);
}
