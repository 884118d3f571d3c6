import { utf8 } from '../base/index.ts';
import { canonicalText, isInCanonicalOrder } from './canonical-json.ts';
import { FieldProblems, type JsonObject } from './field-problems.ts';
import { parseGoTime } from './go-time.ts';
import type { JsonValue, MetadataDocument, Signature } from './metadata.ts';
import { ParseMemory } from './parse-memory.ts';
import { TufError } from './problem.ts';
import type { RoleName } from './role-name.ts';
import { parseStrictJson } from './strict-json.ts';

export type DocumentType = 'Root' | 'Targets' | 'Snapshot' | 'Timestamp';

export interface DocumentSchema<Body> {
  readonly role: RoleName;
  readonly type: DocumentType;
  /** Members of `signed` that `read` looks at. */
  readonly members: readonly string[];
  readonly read: (signed: JsonObject, problems: FieldProblems) => Body;
}

const memory = new ParseMemory();

const ENVELOPE = new Set(['signed', 'signatures']);
const SIGNATURE = new Set(['keyid', 'method', 'sig']);
const COMMON = ['_type', 'expires', 'version'];

/** Notary's files carry one or two. Each costs a verification, so that a heap of them would be an attack. */
const MAX_SIGNATURES = 1000;

/**
 * Reads the file of a role: the envelope, what all documents share, and the rest by its schema. Nothing is verified
 * here. Throws `TufError` with `malformed-json`, `wrong-type`, or `metadata-invalid` and what was found wrong.
 */
export function parseDocument<Body>(bytes: Uint8Array, schema: DocumentSchema<Body>): MetadataDocument<Body> {
  return memory.documentOf(schema.role, bytes, () => parse(bytes, schema));
}

function parse<Body>(bytes: Uint8Array, schema: DocumentSchema<Body>): MetadataDocument<Body> {
  const { role } = schema;
  const parsed = parseStrictJson(bytes);
  if (!parsed.ok) {
    throw new TufError({ code: 'malformed-json', role, reason: parsed.reason });
  }
  const problems = new FieldProblems();
  const envelope = problems.object(parsed.value, 'document', ENVELOPE);
  const signed = problems.object(envelope['signed'], 'signed', new Set([...COMMON, ...schema.members]));
  checkType(signed, schema, problems);
  const expiresText = problems.text(signed['expires'], 'signed.expires');
  const document = {
    bytes,
    signedBytes: signedBytesOf({ bytes, envelope, signed, compact: parsed.compact }),
    signatures: readSignatures(envelope['signatures'], problems),
    version: problems.count(signed['version'], 'signed.version', 1),
    expires: readExpiry(expiresText, problems),
    expiresText,
    body: schema.read(signed, problems),
    raw: signed,
  };
  if (problems.found.length > 0) {
    throw new TufError({ code: 'metadata-invalid', role, fields: problems.found });
  }
  return document;
}

interface SignedSource {
  readonly bytes: Uint8Array;
  readonly envelope: JsonObject;
  readonly signed: JsonObject;
  readonly compact: boolean;
}

const BACKSLASH = 0x5c;
const BEFORE_SIGNED = '{"signed":';

/**
 * The canonical form of `signed`. As Notary writes a file, and without any escape in it, that stands in the file
 * already and need not be made again, which for thousands of targets is most of the work.
 */
function signedBytesOf({ bytes, envelope, signed, compact }: SignedSource): Uint8Array {
  const isEnvelope = Object.keys(envelope).join() === 'signed,signatures';
  if (!isEnvelope || !compact || bytes.includes(BACKSLASH) || !isInCanonicalOrder(signed)) {
    return utf8(canonicalText(signed));
  }
  const after = utf8(`,"signatures":${JSON.stringify(envelope['signatures'])}}`);
  return bytes.subarray(BEFORE_SIGNED.length, bytes.length - after.length);
}

/** A file of one type must never be taken for another: keys of one role would then speak for a second. */
function checkType(signed: JsonObject, schema: DocumentSchema<unknown>, problems: FieldProblems): void {
  const found = problems.text(signed['_type'], 'signed._type');
  if (found !== schema.type && typeof signed['_type'] === 'string') {
    throw new TufError({ code: 'wrong-type', role: schema.role, expected: schema.type, found });
  }
}

function readExpiry(text: string, problems: FieldProblems): Date {
  const expires = parseGoTime(text);
  if (expires === null) {
    problems.add('signed.expires', 'is not a time');
    return new Date(0);
  }
  return expires;
}

function readSignatures(value: JsonValue | undefined, problems: FieldProblems): readonly Signature[] {
  const list = problems.optionalList(value, 'signatures');
  if (list.length > MAX_SIGNATURES) {
    problems.add('signatures', `are more than ${MAX_SIGNATURES}`);
    return [];
  }
  return list.map((item, index) => {
    const at = `signatures[${index}]`;
    const members = problems.object(item, at, SIGNATURE);
    return {
      keyId: problems.text(members['keyid'], `${at}.keyid`),
      method: problems.text(members['method'], `${at}.method`).toLowerCase(),
      signature: problems.base64(members['sig'], `${at}.sig`),
    };
  });
}
