import type { SandboxLimits } from '../limits.ts';
import { ApiError } from './api-error.ts';

/** A file of a `multipart/form-data` body, its content exactly as sent. */
export interface Part {
  /** The `filename` parameter, or empty. */
  readonly fileName: string;
  readonly content: Uint8Array;
}

type Caps = Pick<SandboxLimits, 'parts' | 'partHeaderBytes'>;

const MEDIA_TYPE = /^multipart\/form-data\s*;(.*)$/is;
const BOUNDARY = /(?:^|;)\s*boundary=(?:"([^"\\]{1,70})"|([^\s;"]{1,70}))\s*(?:;|$)/i;
const DISPOSITION = /^content-disposition:\s*form-data\s*;(.*)$/i;
const FILE_NAME = /(?:^|;)\s*filename=(?:"([^"\\]*)"|([^\s;"]+))\s*(?:;|$)/i;

const CRLF = '\r\n';

/**
 * Splits a `multipart/form-data` body (RFC 7578) into its parts without copying or decoding their content, because
 * every byte of a metadata file is hashed. Stricter than MIME: no preamble, no other line ends than CRLF. Throws
 * `MALFORMED_UPLOAD` with the reason.
 */
export function parseMultipart(contentType: string, body: Uint8Array, caps: Caps): readonly Part[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = `--${boundaryOf(contentType)}`;
  const parts: Part[] = [];
  // Go's writer starts a body without parts with a line end.
  let at = bytes.indexOf(delimiter) === CRLF.length && startsWith(bytes, CRLF, 0) ? CRLF.length : 0;
  expect(startsWith(bytes, delimiter, at), 'it does not start with its boundary');
  at += delimiter.length;
  while (!startsWith(bytes, '--', at)) {
    expect(startsWith(bytes, CRLF, at), 'a boundary is not followed by a line end');
    expect(parts.length < caps.parts, `it has more than ${caps.parts} parts`);
    const headersAt = at + CRLF.length;
    const contentAt = contentStart(bytes, headersAt, caps.partHeaderBytes);
    const contentEnd = bytes.indexOf(CRLF + delimiter, contentAt);
    expect(contentEnd >= 0, 'it ends inside a part');
    parts.push({
      fileName: fileNameOf(bytes.toString('latin1', headersAt, contentAt)),
      content: bytes.subarray(contentAt, contentEnd),
    });
    at = contentEnd + CRLF.length + delimiter.length;
  }
  const tail = bytes.toString('latin1', at, at + 5);
  expect(tail === '--' || tail === `--${CRLF}`, 'something follows its last boundary');
  return parts;
}

function boundaryOf(contentType: string): string {
  const parameters = MEDIA_TYPE.exec(contentType)?.[1];
  expect(parameters !== undefined, 'it is not multipart/form-data');
  const match = BOUNDARY.exec(parameters);
  expect(match !== null, 'its boundary is missing');
  return match[1] ?? match[2] ?? '';
}

/** Where the content of the part whose headers start at `headersAt` begins. */
function contentStart(bytes: Buffer, headersAt: number, maxBytes: number): number {
  const window = bytes.subarray(headersAt, headersAt + maxBytes);
  const end = window.indexOf(CRLF + CRLF);
  expect(end >= 0, `the headers of a part do not end within ${maxBytes} bytes`);
  return headersAt + end + 2 * CRLF.length;
}

function fileNameOf(headers: string): string {
  for (const line of headers.split(CRLF)) {
    const parameters = DISPOSITION.exec(line)?.[1];
    const match = parameters === undefined ? null : FILE_NAME.exec(parameters);
    if (match !== null) {
      return match[1] ?? match[2] ?? '';
    }
  }
  return '';
}

function startsWith(bytes: Buffer, text: string, at: number): boolean {
  return bytes.toString('latin1', at, at + text.length) === text;
}

function expect(condition: boolean, otherwise: string): asserts condition {
  if (!condition) {
    throw new ApiError('MALFORMED_UPLOAD', otherwise);
  }
}
