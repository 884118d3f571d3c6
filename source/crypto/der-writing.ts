import type { asn1 as Asn1Types } from 'node-forge';
import asn1 from 'node-forge/lib/asn1.js';

export type DerNode = Asn1Types.Asn1;

const { Class, Type } = asn1;

export function sequence(...items: readonly DerNode[]): DerNode {
  return asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, [...items]);
}

export function set(...items: readonly DerNode[]): DerNode {
  return asn1.create(Class.UNIVERSAL, Type.SET, true, [...items]);
}

/** An element around others whose meaning the tag number gives. */
export function explicit(tag: number, ...items: readonly DerNode[]): DerNode {
  return asn1.create(Class.CONTEXT_SPECIFIC, tag as Asn1Types.Type, true, [...items]);
}

/** A string or an address under a context's own tag, as in alternative names. */
export function implicit(tag: number, content: Uint8Array): DerNode {
  return asn1.create(Class.CONTEXT_SPECIFIC, tag as Asn1Types.Type, false, binary(content));
}

export function oid(dotted: string): DerNode {
  return primitive(Type.OID, asn1.oidToDer(dotted).getBytes());
}

export function nothing(): DerNode {
  return primitive(Type.NULL, '');
}

export function yes(): DerNode {
  return primitive(Type.BOOLEAN, '\xff');
}

/** A number of at least 0, given by its bytes, most significant first. */
export function integer(magnitude: Uint8Array): DerNode {
  const first = magnitude.findIndex((octet) => octet !== 0);
  const digits = first === -1 ? Buffer.of(0) : Buffer.from(magnitude.subarray(first));
  const isNegative = (digits[0] ?? 0) >= 0x80;
  return primitive(Type.INTEGER, binary(isNegative ? Buffer.concat([Buffer.of(0), digits]) : digits));
}

export function octets(content: Uint8Array): DerNode {
  return primitive(Type.OCTETSTRING, binary(content));
}

/** Whole octets, less the `unused` bits at the end of the last one. */
export function bits(content: Uint8Array, unused = 0): DerNode {
  return primitive(Type.BITSTRING, `${String.fromCharCode(unused)}${binary(content)}`);
}

/** Text as Go chooses its type: PrintableString where that suffices, else UTF-8. */
export function text(value: string): DerNode {
  return /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value)
    ? primitive(Type.PRINTABLESTRING, value)
    : primitive(Type.UTF8, binary(Buffer.from(value, 'utf8')));
}

/** Text in ASCII, of the type that mail addresses and domain components have. */
export function asciiText(value: string): DerNode {
  return primitive(Type.IA5STRING, value);
}

/** A time, cut to the second; in the form that RFC 5280 wants for its year. */
export function time(date: Date): DerNode {
  return date.getUTCFullYear() < 2050
    ? primitive(Type.UTCTIME, asn1.dateToUtcTime(date))
    : primitive(Type.GENERALIZEDTIME, asn1.dateToGeneralizedTime(date));
}

export function parsed(der: Uint8Array): DerNode {
  return asn1.fromDer(binary(der));
}

export function toDer(node: DerNode): Uint8Array {
  return Buffer.from(asn1.toDer(node).getBytes(), 'latin1');
}

function primitive(type: Asn1Types.Type, content: string): DerNode {
  return asn1.create(Class.UNIVERSAL, type, false, content);
}

/** forge keeps bytes in strings, one character each. */
function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
