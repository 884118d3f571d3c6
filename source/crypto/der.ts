/** One element of DER: its identifier octet, what it holds, and all of its bytes. */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly encoded: Uint8Array;
}

/** Thrown by the functions below on anything but DER; who reads a whole structure catches it once. */
export class DerError extends Error {}

export const DER = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  sequence: 0x30,
  set: 0x31,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
} as const;

/** Reads `bytes` as exactly one element. */
export function readDer(bytes: Uint8Array, tag?: number): DerElement {
  const element = elementAt(bytes, 0);
  if (element.encoded.length !== bytes.length || (tag !== undefined && element.tag !== tag)) {
    throw new DerError('not the one element expected');
  }
  return element;
}

/** The elements inside a constructed one. */
export function derChildren(parent: DerElement): readonly DerElement[] {
  const children: DerElement[] = [];
  for (let offset = 0; offset < parent.content.length; ) {
    const child = elementAt(parent.content, offset);
    children.push(child);
    offset += child.encoded.length;
  }
  return children;
}

/** An object identifier in dotted decimals. */
export function readOid(element: DerElement): string {
  if (element.tag !== DER.oid || element.content.length === 0) {
    throw new DerError('not an object identifier');
  }
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of element.content) {
    arc = arc * 128 + (octet & 0x7f);
    if (!Number.isSafeInteger(arc)) {
      throw new DerError('object identifier too large');
    }
    if (octet < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const first = arcs[0] ?? 0;
  const root = Math.min(Math.trunc(first / 40), 2);
  return [root, first - root * 40, ...arcs.slice(1)].join('.');
}

function elementAt(bytes: Uint8Array, start: number): DerElement {
  const tag = octetAt(bytes, start);
  if ((tag & 0x1f) === 0x1f) {
    throw new DerError('tag of several octets');
  }
  const { length, next } = lengthAt(bytes, start + 1);
  const end = next + length;
  if (end > bytes.length) {
    throw new DerError('element longer than its surroundings');
  }
  return { tag, content: bytes.subarray(next, end), encoded: bytes.subarray(start, end) };
}

/** DER allows only the shortest form of a length; BER's indefinite one would make two readings possible. */
function lengthAt(bytes: Uint8Array, start: number): { length: number; next: number } {
  const first = octetAt(bytes, start);
  if (first < 0x80) {
    return { length: first, next: start + 1 };
  }
  const octets = first & 0x7f;
  if (octets === 0 || octets > 4) {
    throw new DerError('length not in DER');
  }
  let length = 0;
  for (let index = 1; index <= octets; index += 1) {
    length = length * 256 + octetAt(bytes, start + index);
  }
  if (length < 0x80 || length < 256 ** (octets - 1)) {
    throw new DerError('length not in its shortest form');
  }
  return { length, next: start + 1 + octets };
}

function octetAt(bytes: Uint8Array, index: number): number {
  const octet = bytes[index];
  if (octet === undefined) {
    throw new DerError('ends too early');
  }
  return octet;
}
