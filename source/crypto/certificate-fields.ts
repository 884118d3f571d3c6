import { bytesEqual, decodeUtf8 } from '../base/index.ts';
import type { Certificate } from './certificate.ts';
import { DER, type DerElement, DerError, derChildren, readDer, readOid } from './der.ts';

const COMMON_NAME = '2.5.4.3';
const VERSION_TAG = 0xa0;
const EXTENSIONS_TAG = 0xa3;
const TIME_FORMS: ReadonlyMap<number, RegExp> = new Map([
  [DER.utcTime, /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/],
  [DER.generalizedTime, /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/],
]);

interface Extensions {
  isCa: boolean;
  maxPathLength: number | null;
  maySignCertificates: boolean;
  extendedKeyUsage: readonly string[] | null;
  hasUnknownCriticalExtension: boolean;
}

/** What each extension adds, by object identifier; any other is ignored unless it is critical. */
const EXTENSION_READERS: ReadonlyMap<string, (value: Uint8Array, into: Extensions) => void> = new Map([
  ['2.5.29.15', readKeyUsage],
  ['2.5.29.17', () => undefined],
  ['2.5.29.19', readBasicConstraints],
  ['2.5.29.37', readExtendedKeyUsage],
]);

/** Reads a certificate by the grammar of RFC 5280, section 4.1; throws `DerError` on anything else. */
export function readCertificateFields(der: Uint8Array): Certificate {
  const [tbs, algorithm, signature, ...rest] = derChildren(readDer(der, DER.sequence));
  if (tbs?.tag !== DER.sequence || signature?.tag !== DER.bitString || rest.length > 0) {
    throw new DerError('not a certificate');
  }
  const parts = derChildren(tbs);
  const fields = parts[0]?.tag === VERSION_TAG ? parts.slice(1) : parts;
  const [serial, innerAlgorithm, issuer, validity, subject, publicKey, ...optional] = fields;
  // Only the inner algorithm is signed; one that differs outside is an old trick to change what is verified.
  if (serial?.tag !== DER.integer || !bytesEqual(encoded(algorithm), encoded(innerAlgorithm))) {
    throw new DerError('not a certificate');
  }
  const [notBefore, notAfter] = derChildren(sequence(validity));
  return {
    der,
    commonName: commonNameOf(sequence(subject)),
    notBefore: readTime(notBefore),
    notAfter: readTime(notAfter),
    ...readExtensions(optional.find((field) => field.tag === EXTENSIONS_TAG)),
    subject: sequence(subject).encoded,
    issuer: sequence(issuer).encoded,
    publicKey: sequence(publicKey).encoded,
    signatureAlgorithm: readOid(first(sequence(algorithm))),
  };
}

function commonNameOf(name: DerElement): string {
  let commonName = '';
  for (const attribute of derChildren(name).flatMap((relative) => derChildren(tagged(relative, DER.set)))) {
    const [type, value] = derChildren(sequence(attribute));
    if (readOid(present(type)) === COMMON_NAME) {
      commonName = readText(present(value));
    }
  }
  return commonName;
}

function readText(value: DerElement): string {
  switch (value.tag) {
    case DER.utf8String:
    case DER.printableString:
    case DER.ia5String: {
      const text = decodeUtf8(value.content);
      if (text === null) {
        throw new DerError('name not in UTF-8');
      }
      return text;
    }
    case DER.teletexString:
      return Buffer.from(value.content).toString('latin1');
    case DER.bmpString:
      if (value.content.length % 2 !== 0) {
        throw new DerError('half a character');
      }
      return Buffer.from(value.content).swap16().toString('utf16le');
    default:
      throw new DerError('name of an unknown string type');
  }
}

function readTime(element: DerElement | undefined): Date {
  const text = Buffer.from(element?.content ?? []).toString('latin1');
  const match = TIME_FORMS.get(element?.tag ?? 0)?.exec(text);
  const [year = '', month, day, hour, minute, second] = match?.slice(1) ?? [];
  // Two-digit years turn over at 50 (RFC 5280, 4.1.2.5.1).
  const fullYear = year.length === 2 ? `${year < '50' ? '20' : '19'}${year}` : year;
  const iso = `${fullYear}-${month}-${day}T${hour}:${minute}:${second}`;
  const time = new Date(`${iso}Z`);
  // Date moves 31 February on to March.
  if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(iso)) {
    throw new DerError('not a time');
  }
  return time;
}

function readExtensions(field: DerElement | undefined): Extensions {
  const result: Extensions = {
    isCa: false,
    maxPathLength: null,
    maySignCertificates: true,
    extendedKeyUsage: null,
    hasUnknownCriticalExtension: false,
  };
  const list = field === undefined ? [] : derChildren(readDer(field.content, DER.sequence));
  const seen = new Set<string>();
  for (const [type, second, third] of list.map(derChildren)) {
    const id = readOid(present(type));
    if (seen.has(id)) {
      throw new DerError('repeated extension');
    }
    seen.add(id);
    const reader = EXTENSION_READERS.get(id);
    const isCritical = second?.tag === DER.boolean && isTrue(second);
    reader?.(present(third ?? second).content, result);
    result.hasUnknownCriticalExtension ||= isCritical && reader === undefined;
  }
  return result;
}

function readBasicConstraints(value: Uint8Array, into: Extensions): void {
  const [first, second] = derChildren(readDer(value, DER.sequence));
  into.isCa = first?.tag === DER.boolean && isTrue(first);
  into.maxPathLength = second?.tag === DER.integer ? readSmallInteger(second) : null;
}

function readKeyUsage(value: Uint8Array, into: Extensions): void {
  const bits = readDer(value, DER.bitString).content;
  into.maySignCertificates = ((bits[1] ?? 0) & 0x04) !== 0;
}

function readExtendedKeyUsage(value: Uint8Array, into: Extensions): void {
  into.extendedKeyUsage = derChildren(readDer(value, DER.sequence)).map(readOid);
}

function readSmallInteger(element: DerElement): number {
  if (element.content.length === 0 || element.content.length > 4) {
    throw new DerError('not a small number');
  }
  return element.content.reduce((sum, octet) => sum * 256 + octet, 0);
}

function isTrue(element: DerElement): boolean {
  return element.content.length === 1 && element.content[0] !== 0;
}

function sequence(element: DerElement | undefined): DerElement {
  return tagged(element, DER.sequence);
}

function tagged(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag) {
    throw new DerError('an element of another type');
  }
  return element;
}

function first(element: DerElement): DerElement {
  return present(derChildren(element)[0]);
}

function encoded(element: DerElement | undefined): Uint8Array {
  return sequence(element).encoded;
}

function present(element: DerElement | undefined): DerElement {
  if (element === undefined) {
    throw new DerError('an element is missing');
  }
  return element;
}
