import {
  array,
  boolean,
  check,
  date,
  type InferOutput,
  literal,
  nullable,
  number,
  object,
  picklist,
  pipe,
  safeParse,
  string,
  transform,
} from 'valibot';
import { asSha256Hex } from '../../base/index.ts';
import { encodePrivateKey, readPrivateKey } from '../../crypto/private.ts';
import { asGun, asKeyId, asRoleName } from '../../tuf/index.ts';
import type { RepositoryRecord } from './record.ts';

/** A string that one of our constructors takes; anything else fails. */
function named<T>(as: (text: string) => T | null) {
  return pipe(
    string(),
    transform(as),
    check((value) => value !== null),
    transform((value) => value as T),
  );
}

const time = pipe(
  string(),
  transform((text) => new Date(text)),
  date(),
);

const schema = object({
  format: literal(1),
  gun: named(asGun),
  files: array(
    object({ role: named(asRoleName), version: number(), sha256: named(asSha256Hex), savedAt: time }),
  ),
  keys: array(
    object({
      id: named(asKeyId),
      role: picklist(['snapshot', 'timestamp']),
      handle: named(readPrivateKey),
      used: boolean(),
    }),
  ),
  changes: array(
    object({
      id: number(),
      createdAt: time,
      gun: named(asGun),
      category: picklist(['update', 'deletion']),
      version: number(),
      sha256: nullable(named(asSha256Hex)),
    }),
  ),
});

/** A record without the bytes of its files, which stand beside it. */
export type RecordIndex = InferOutput<typeof schema>;

/** The JSON text of a record's index. */
export function writeIndex(record: RepositoryRecord): string {
  const index = {
    format: 1,
    gun: record.gun,
    files: record.files.map(({ bytes: _, ...file }) => file),
    keys: record.keys.map((key) => ({ ...key, handle: encodePrivateKey(key.handle) })),
    changes: record.changes,
  };
  return `${JSON.stringify(index, null, 1)}\n`;
}

/** Reads an index, or returns null when the text is anything else. */
export function readIndex(text: string): RecordIndex | null {
  const result = safeParse(schema, parseJson(text));
  return result.success ? result.output : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
