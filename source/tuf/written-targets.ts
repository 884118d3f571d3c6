import { fromBase64, toBase64 } from '../base/index.ts';
import { targetJson } from './build-documents.ts';
import type { JsonObject } from './field-problems.ts';
import type { JsonValue, SnapshotDocument, Target, TargetsDocument } from './metadata.ts';
import { sameTarget } from './same-content.ts';

/**
 * The `targets` of a new version. What is the same as in the version before is taken from there, since a `Target` does
 * not tell of digests by other algorithms.
 */
export function writtenTargets(
  targets: ReadonlyMap<string, Target>,
  before: TargetsDocument | null,
): JsonObject {
  const written = (before?.raw['targets'] ?? {}) as JsonObject;
  return Object.fromEntries(
    [...targets].map(([name, target]) => {
      const old = before?.body.targets.get(name);
      const isSame = old !== undefined && sameTarget(old, target);
      return [name, isSame ? writtenFile(written[name] ?? null) : targetJson(target)];
    }),
  );
}

/** The `meta` of a snapshot, each file as Notary would write it again. */
export function writtenMeta(snapshot: SnapshotDocument): JsonObject {
  const files = Object.entries(snapshot.raw['meta'] as JsonObject);
  return Object.fromEntries(files.map(([name, file]) => [name, writtenFile(file)]));
}

/** The description of a file with the members and in the spelling that Notary keeps (facts 3.3). */
function writtenFile(file: JsonValue): JsonValue {
  const { custom = null, hashes, length = 0 } = (file ?? {}) as JsonObject;
  const digests = Object.entries((hashes ?? {}) as JsonObject).flatMap(([algorithm, digest]) => {
    const bytes = typeof digest === 'string' ? fromBase64(digest) : null;
    return bytes === null ? [] : [[algorithm, toBase64(bytes)] as const];
  });
  return { ...(custom === null ? {} : { custom }), hashes: Object.fromEntries(digests), length };
}
