import { sha256Hex, sha512Hex } from '../crypto/index.ts';
import type { FileMeta } from './metadata.ts';
import type { TufProblem } from './problem.ts';
import type { RoleName } from './role-name.ts';

/** Describes a file as Notary does in snapshot and timestamp: with its size and both digests. */
export function fileMetaOf(bytes: Uint8Array): FileMeta {
  return { length: bytes.length, sha256: sha256Hex(bytes), sha512: sha512Hex(bytes) };
}

/**
 * Whether `bytes` are the file that `meta` describes: exactly its size, and each digest that is given, of which there
 * must be one. Stops mix-and-match: parts of different versions put together.
 */
export function checkFileMeta(bytes: Uint8Array, meta: FileMeta, role: RoleName): TufProblem | null {
  if (meta.sha256 === null && meta.sha512 === null) {
    return { code: 'no-supported-hash', role };
  }
  if (bytes.length !== meta.length) {
    return { code: 'length-mismatch', role, expected: meta.length, found: bytes.length };
  }
  const sha256 = sha256Hex(bytes);
  if (meta.sha256 !== null && meta.sha256 !== sha256) {
    return { code: 'hash-mismatch', role, algorithm: 'sha256', expected: meta.sha256, found: sha256 };
  }
  const sha512 = meta.sha512 === null ? null : sha512Hex(bytes);
  if (meta.sha512 !== null && sha512 !== null && meta.sha512 !== sha512) {
    return { code: 'hash-mismatch', role, algorithm: 'sha512', expected: meta.sha512, found: sha512 };
  }
  return null;
}
