import { readFileMeta } from './document-parts.ts';
import type { FieldProblems, JsonObject } from './field-problems.ts';
import type { FileListBody, FileMeta } from './metadata.ts';

/**
 * Reads what is particular to snapshot and timestamp (facts 4.3). The `required` roles must be listed, with the digest
 * by which they are downloaded.
 */
export function readFileList(
  signed: JsonObject,
  required: readonly string[],
  problems: FieldProblems,
): FileListBody {
  const meta = new Map<string, FileMeta>();
  for (const [name, item] of Object.entries(problems.map(signed['meta'], 'signed.meta'))) {
    meta.set(name, readFileMeta(item, `signed.meta.${name}`, problems));
  }
  for (const name of required.filter((role) => (meta.get(role)?.sha256 ?? null) === null)) {
    problems.add(`signed.meta.${name}`, 'has no SHA-256');
  }
  return { meta };
}
