import { fromBase64, toBase64 } from '../base/index.ts';

/** A block of PEM as Go's `encoding/pem` sees it: Notary keeps `role`, `gun` and `path` in the headers (facts 8.1). */
export interface PemBlock {
  readonly type: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array;
}

const BEGIN = /^-----BEGIN (.*)-----$/;
const BASE64_LINE = /^[A-Za-z0-9+/]*={0,2}$/;
const COLUMNS = 64;
const PROCESS_TYPE = 'Proc-Type';

/**
 * All well-formed blocks of `text`, in order. As in Go, whatever stands between blocks is skipped, and so is a block
 * that is not well-formed: reading goes on at the line after its first.
 */
export function parsePem(text: string): readonly PemBlock[] {
  const lines = text.split('\n').map(trimmedRight);
  const blocks: PemBlock[] = [];
  for (let index = 0; index < lines.length; ) {
    const found = blockAt(lines, index);
    if (found === null) {
      index += 1;
    } else {
      blocks.push(found.block);
      index = found.next;
    }
  }
  return blocks;
}

/** Writes a block in Go's exact form: sorted headers with `Proc-Type` first, 64 columns, LF, a final LF. */
export function encodePem(block: PemBlock): string {
  const names = [...block.headers.keys()].sort((left, right) => headerOrder(left, right));
  const headers = names.map((name) => `${name}: ${block.headers.get(name) ?? ''}\n`);
  const base64 = toBase64(block.bytes);
  const body: string[] = [];
  for (let start = 0; start < base64.length; start += COLUMNS) {
    body.push(`${base64.slice(start, start + COLUMNS)}\n`);
  }
  return [
    `-----BEGIN ${block.type}-----\n`,
    ...(headers.length > 0 ? [...headers, '\n'] : []),
    ...body,
    `-----END ${block.type}-----\n`,
  ].join('');
}

/** By hand: on a long run of blanks before anything else, a pattern tries each of them as the start of the end. */
function trimmedRight(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t\r'.includes(line.charAt(end - 1))) {
    end -= 1;
  }
  return line.slice(0, end);
}

function headerOrder(left: string, right: string): number {
  if (left === PROCESS_TYPE || right === PROCESS_TYPE) {
    return left === right ? 0 : left === PROCESS_TYPE ? -1 : 1;
  }
  return left < right ? -1 : Number(left !== right);
}

/** The block that begins at line `start`, or null when none does or it is not well-formed. */
function blockAt(lines: readonly string[], start: number): { block: PemBlock; next: number } | null {
  const type = BEGIN.exec(lines[start] ?? '')?.[1];
  if (type === undefined) {
    return null;
  }
  const headers = new Map<string, string>();
  let index = start + 1;
  for (let line = lines[index]; line?.includes(':') && !line.startsWith('-----'); line = lines[index]) {
    const colon = line.indexOf(':');
    headers.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
    index += 1;
  }
  const body: string[] = [];
  for (let line = lines[index]; line !== undefined; line = lines[index]) {
    if (line.startsWith('-----END ')) {
      const bytes = line === `-----END ${type}-----` ? fromBase64(body.join('')) : null;
      return bytes === null ? null : { block: { type, headers, bytes }, next: index + 1 };
    }
    const dense = line.replace(/[ \t]/g, '');
    if (!BASE64_LINE.test(dense)) {
      return null;
    }
    body.push(dense);
    index += 1;
  }
  return null;
}
