import type { SignedFile } from '../tuf/index.ts';
import type { RequestBody } from './request.ts';

/**
 * The body of an update (facts 6.1): one part for each file, its bytes untouched. `random` is in [0, 1). What is in
 * the files may be written by others, who must not be able to end a part and begin one of their own: the boundary is
 * one that none of them contains.
 */
export function multipartUpdate(files: readonly SignedFile[], random: () => number): RequestBody {
  const boundary = unusedBoundary(files, random);
  const parts = files.flatMap(({ role, bytes }) => [ascii(partHeader(boundary, role)), bytes, ascii('\r\n')]);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([...parts, ascii(`--${boundary}--\r\n`)]),
  };
}

/** The name of a role cannot hold what would need quoting. */
function partHeader(boundary: string, role: string): string {
  return [
    `--${boundary}`,
    `Content-Disposition: form-data; name="files"; filename="${role}"`,
    'Content-Type: application/octet-stream',
    '',
    '',
  ].join('\r\n');
}

/** Counts up from a random beginning, so that one is found however bad the randomness is. */
function unusedBoundary(files: readonly SignedFile[], random: () => number): string {
  const digits = Array.from({ length: 4 }, () => Math.floor(random() * 2 ** 32).toString(16)).join('');
  for (let count = 0; ; count += 1) {
    const boundary = `trustdeck-${digits}-${count}`;
    if (
      !files.some(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(boundary))
    ) {
      return boundary;
    }
  }
}

function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}
