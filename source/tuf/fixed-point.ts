import { decodeUtf8, fromBase64, toBase64 } from '../base/index.ts';
import { canonicalString, canonicalText, servedForm, sortedNames } from './canonical-json.ts';
import type { JsonObject } from './field-problems.ts';
import { rewrittenGoTime } from './go-time.ts';
import type { JsonValue } from './metadata.ts';
import { parseRoot, parseSnapshot, parseTargets, parseTimestamp } from './parse.ts';
import { TufError } from './problem.ts';
import { ROOT, type RoleName, SNAPSHOT, TIMESTAMP } from './role-name.ts';
import { METADATA_JSON_LIMITS } from './strict-json.ts';
import { endOfString, scanJson } from './strict-json-scanner.ts';

type Read = JsonValue | undefined;
type Member = readonly [name: string, text: string];

/** The source text of each `custom`, by the name of its file: Go keeps that as it was written. */
type Customs = ReadonlyMap<string, string>;

/** The members of `signed` that describe files by name. */
const FILE_MAPS = new Set(['meta', 'targets']);

/**
 * Whether Notary, decoding these bytes of a role into its structs and encoding them again, would write the same bytes.
 * Both its client and its server list files by the digest of what they would write: anything else is accepted, and
 * can then be downloaded by nobody (facts 3.3). False too for what cannot be read at all.
 */
export function isFixedPoint(role: RoleName, bytes: Uint8Array): boolean {
  return rewrittenByNotary(role, bytes) === decodeUtf8(bytes);
}

/** What Notary would write for a file that it read; undefined when it, or we, could not read it. */
function rewrittenByNotary(role: RoleName, bytes: Uint8Array): string | undefined {
  if (!isReadable(role, bytes)) {
    return undefined;
  }
  const customs = new Map<string, string>();
  const text = decodeUtf8(bytes) ?? '';
  const scanned = scanJson(text, METADATA_JSON_LIMITS.maxDepth, (path, start, end) => {
    const [outer, list = '', name = '', member] = path;
    const isOfFile = path.length === 4 && outer === 'signed' && FILE_MAPS.has(list);
    if (isOfFile && member === 'custom') {
      customs.set(name, text.slice(start, end));
    }
  });
  const { signed, signatures } = membersOf(scanned.ok ? scanned.value : null);
  const signedText = servedForm(object(signedMembers(role, membersOf(signed), customs)));
  return `{"signed":${signedText},"signatures":${servedForm(list(signatures, signature))}}`;
}

function isReadable(role: RoleName, bytes: Uint8Array): boolean {
  try {
    parserOf(role)(bytes);
    return true;
  } catch (error) {
    if (error instanceof TufError) {
      return false;
    }
    throw error;
  }
}

function parserOf(role: RoleName): (bytes: Uint8Array) => unknown {
  switch (role) {
    case ROOT:
      return parseRoot;
    case SNAPSHOT:
      return parseSnapshot;
    case TIMESTAMP:
      return parseTimestamp;
    default:
      return (bytes) => parseTargets(role, bytes);
  }
}

function signedMembers(role: RoleName, signed: JsonObject, customs: Customs): readonly Member[] {
  const common: Member[] = [
    ['_type', any(signed['_type'])],
    ['expires', any(rewrittenGoTime(String(signed['expires'])))],
    ['version', any(signed['version'])],
  ];
  switch (role) {
    case ROOT:
      return [
        ...common,
        ['consistent_snapshot', any(signed['consistent_snapshot'] ?? false)],
        ['keys', keys(signed['keys'])],
        ['roles', map(signed['roles'], ([, roleKeys]) => object(roleKeyMembers(roleKeys)))],
      ];
    case SNAPSHOT:
    case TIMESTAMP:
      return [...common, ['meta', files(signed['meta'], customs)]];
    default:
      return [
        ...common,
        ['delegations', delegations(signed['delegations'])],
        ['targets', files(signed['targets'], customs)],
      ];
  }
}

function delegations(value: Read): string {
  const members = membersOf(value);
  return object([
    ['keys', keys(members['keys'])],
    ['roles', list(members['roles'], delegation)],
  ]);
}

/** Notary's decoder makes an empty map of null here, but not where the member is missing. */
function keys(value: Read): string {
  return value === null ? '{}' : map(value, ([, key]) => keyText(key));
}

function keyText(value: JsonValue): string {
  const { keytype, keyval } = membersOf(value);
  const members = membersOf(keyval);
  return object([
    ['keytype', any(keytype)],
    [
      'keyval',
      object([
        ['private', base64(members['private'])],
        ['public', base64(members['public'])],
      ]),
    ],
  ]);
}

function delegation(value: JsonValue): string {
  const { name, paths } = membersOf(value);
  const hasPaths = Array.isArray(paths) && paths.length > 0;
  return object([
    ...roleKeyMembers(value),
    ['name', any(name)],
    ...(hasPaths ? [['paths', any(paths)] as const] : []),
  ]);
}

function roleKeyMembers(value: JsonValue): readonly Member[] {
  const { keyids, threshold } = membersOf(value);
  return [
    ['keyids', any(keyids)],
    ['threshold', any(threshold ?? 0)],
  ];
}

function files(value: Read, customs: Customs): string {
  return map(value, ([name, file]) => {
    const { hashes, length } = membersOf(file);
    const custom = customs.get(name) ?? 'null';
    return object([
      ...(custom === 'null' ? [] : [['custom', compacted(custom)] as const]),
      ['hashes', map(hashes, ([, digest]) => base64(digest))],
      ['length', any(length)],
    ]);
  });
}

/** Signatures stand outside what is canonical: their members keep the order of Notary's struct. */
function signature(value: JsonValue): string {
  const { keyid, method, sig } = membersOf(value);
  const lowered = typeof method === 'string' ? method.toLowerCase() : '';
  return `{"keyid":${JSON.stringify(keyid)},"method":${JSON.stringify(lowered)},"sig":${base64(sig)}}`;
}

function object(members: readonly Member[]): string {
  const texts = new Map(members);
  const sorted = sortedNames([...texts.keys()]);
  return `{${sorted.map((name) => `${canonicalString(name)}:${texts.get(name)}`).join(',')}}`;
}

/** A Go map: null stays null, and so does one that is missing. */
function map(value: Read, item: (entry: readonly [string, JsonValue]) => string): string {
  const members = Object.entries(membersOf(value));
  return value === null || value === undefined
    ? 'null'
    : object(members.map((entry) => [entry[0], item(entry)]));
}

/** A Go slice: null stays null, and so does one that is missing. */
function list(value: Read, item: (value: JsonValue) => string): string {
  return Array.isArray(value) ? `[${value.map(item).join(',')}]` : 'null';
}

function base64(value: Read): string {
  const bytes = typeof value === 'string' ? fromBase64(value) : null;
  return bytes === null ? 'null' : canonicalString(toBase64(bytes));
}

function any(value: Read): string {
  return canonicalText(value ?? null);
}

/** The source of a JSON value without the white space around its tokens. */
function compacted(source: string): string {
  let text = '';
  for (let at = 0; at < source.length; ) {
    const end = endOfString(source, at) ?? at + 1;
    const token = source.slice(at, end);
    text += /^[ \t\n\r]$/.test(token) ? '' : token;
    at = end;
  }
  return text;
}

function membersOf(value: Read): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}
