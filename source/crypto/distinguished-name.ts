import { decodeUtf8 } from '../base/index.ts';
import { asciiText, type DerNode, oid, sequence, set, text, toDer } from './der-writing.ts';
import { CryptoError } from './errors.ts';

/** One attribute of a name, such as its organisation. */
export interface NameAttribute {
  /** Object identifier. */
  readonly type: string;
  readonly value: string;
}

/** The parts of a name in the order in which certificates hold them; more than one attribute in a part is rare. */
export type DistinguishedName = readonly (readonly NameAttribute[])[];

interface AttributeType {
  readonly type: string;
  /** IA5String, as these attributes have been since before UTF-8. */
  readonly isAscii?: boolean;
  readonly valid?: RegExp;
}

const COMMON_NAME = '2.5.4.3';

/** The keywords of RFC 4514, section 3, and the others that openssl takes. */
const KEYWORDS: ReadonlyMap<string, AttributeType> = new Map<string, AttributeType>([
  ['CN', { type: COMMON_NAME }],
  ['SN', { type: '2.5.4.4' }],
  ['SERIALNUMBER', { type: '2.5.4.5', valid: /^[A-Za-z0-9 '()+,\-./:=?]*$/ }],
  ['C', { type: '2.5.4.6', valid: /^[A-Z]{2}$/ }],
  ['L', { type: '2.5.4.7' }],
  ['ST', { type: '2.5.4.8' }],
  ['STREET', { type: '2.5.4.9' }],
  ['O', { type: '2.5.4.10' }],
  ['OU', { type: '2.5.4.11' }],
  ['TITLE', { type: '2.5.4.12' }],
  ['GIVENNAME', { type: '2.5.4.42' }],
  ['UID', { type: '0.9.2342.19200300.100.1.1' }],
  ['DC', { type: '0.9.2342.19200300.100.1.25', isAscii: true, valid: /^[\x20-\x7e]*$/ }],
  ['EMAILADDRESS', { type: '1.2.840.113549.1.9.1', isAscii: true, valid: /^[\x21-\x7e]*$/ }],
  ['E', { type: '1.2.840.113549.1.9.1', isAscii: true, valid: /^[\x21-\x7e]*$/ }],
]);
const ASCII_TYPES: ReadonlySet<string> = new Set(
  [...KEYWORDS.values()].filter(({ isAscii }) => isAscii === true).map(({ type }) => type),
);

const MAX_LENGTH = 1024;
/** A character that a backslash stands before, two hex digits likewise, or any character at all. */
const TOKEN = /\\([ "#+,;<=>\\])|\\([0-9A-Fa-f]{2})|./gsu;
const MUST_BE_ESCAPED = '"+,;<>';

/** A name of nothing but a common name. */
export function commonNameOnly(value: string): DistinguishedName {
  return [[{ type: COMMON_NAME, value }]];
}

/**
 * Reads a name such as `CN=jeff,O=Example Ltd,C=DE`, with the escapes of RFC 4514; blanks after a comma are let pass. As
 * that RFC has it, the text begins with what the certificate ends with. Throws `CryptoError` `subject-invalid`.
 */
export function parseDistinguishedName(subject: string): DistinguishedName {
  if (subject.length > MAX_LENGTH) {
    throw invalid(subject, `it is longer than ${MAX_LENGTH} characters`);
  }
  if (!subject.isWellFormed()) {
    throw invalid(subject, 'there is half a character, which is no Unicode text');
  }
  const parts = splitUnescaped(subject, ',').map((part) =>
    splitUnescaped(part, '+').map((attribute) => parseAttribute(attribute, subject)),
  );
  return parts.reverse();
}

export function encodeName(name: DistinguishedName): DerNode {
  return sequence(...name.map((attributes) => set(...sortedForSet(attributes.map(encodeAttribute)))));
}

function parseAttribute(attribute: string, subject: string): NameAttribute {
  const equals = attribute.indexOf('=');
  const keyword = attribute.slice(0, Math.max(equals, 0)).trim();
  if (equals === -1) {
    throw invalid(
      subject,
      attribute.trim() === '' ? 'a part of it is empty' : `"${attribute.trim()}" has no =`,
    );
  }
  const known = KEYWORDS.get(keyword.toUpperCase());
  if (known === undefined) {
    throw invalid(subject, `"${keyword}" is no kind of attribute, such as CN, O, OU, L, ST or C`);
  }
  const value = unescaped(attribute.slice(equals + 1), subject);
  if (value === '') {
    throw invalid(subject, `${keyword} is empty`);
  }
  if (known.valid?.test(value) === false) {
    const wanted = known.type === '2.5.4.6' ? 'two capital letters, such as DE' : 'plain ASCII';
    throw invalid(subject, `${keyword} has to be ${wanted}`);
  }
  return { type: known.type, value };
}

/** Cuts at each separator that no backslash stands before. */
function splitUnescaped(value: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < value.length; index += 1) {
    if (value[index] === '\\') {
      index += 1;
    } else if (value[index] === separator) {
      parts.push(value.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, value.slice(start)];
}

/** The value behind RFC 4514's escapes, section 3. Blanks around it count only where they are escaped. */
function unescaped(written: string, subject: string): string {
  const chunks: Buffer[] = [];
  let kept = 0;
  for (const match of written.replace(/^ +/, '').matchAll(TOKEN)) {
    const [token, special, pair] = match;
    if (token === '\\') {
      throw invalid(subject, 'a backslash stands before nothing that can be escaped');
    }
    if (MUST_BE_ESCAPED.includes(token) || (match.index === 0 && token === '#')) {
      throw invalid(subject, `${JSON.stringify(token)} needs a backslash before it`);
    }
    chunks.push(pair === undefined ? Buffer.from(special ?? token) : Buffer.from(pair, 'hex'));
    kept = token.startsWith('\\') ? chunks.length : kept;
  }
  while (chunks.length > kept && chunks.at(-1)?.toString() === ' ') {
    chunks.pop();
  }
  return checkedText(Buffer.concat(chunks), subject);
}

function checkedText(bytes: Buffer, subject: string): string {
  const value = decodeUtf8(bytes);
  if (value === null) {
    throw invalid(subject, 'its escapes are not UTF-8');
  }
  if (/\p{Cc}/u.test(value)) {
    throw invalid(subject, 'it holds control characters');
  }
  return value;
}

function encodeAttribute({ type, value }: NameAttribute): DerNode {
  const encoded = ASCII_TYPES.has(type) ? asciiText(value) : text(value);
  return sequence(oid(type), encoded);
}

/** DER orders the members of a set by their bytes. */
function sortedForSet(nodes: readonly DerNode[]): readonly DerNode[] {
  return [...nodes].sort((left, right) => Buffer.compare(toDer(left), toDer(right)));
}

function invalid(subject: string, reason: string): CryptoError {
  return new CryptoError('subject-invalid', { subject, reason });
}
