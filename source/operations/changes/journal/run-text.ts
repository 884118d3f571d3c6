import { utf8 } from '../../../base/index.ts';
import { parseStrictJson, type TufKey, tufKeyJson } from '../../../tuf/index.ts';
import type { JournalRun } from '../journal-port.ts';
import {
  count,
  type Decoder,
  date,
  gun,
  keyId,
  list,
  MalformedValue,
  malformed,
  nullable,
  oneOf,
  record,
  roleName,
  sha256,
  text,
  tufKey,
} from './decoders.ts';
import { changeRequest } from './request-decoders.ts';

/** Of the format: a file of another version is not read. */
const VERSION = 1;

const newKey = record({ keyId, gun: nullable(gun), role: text, key: tufKey, algorithm: text });

const run: Decoder<JournalRun> = record({
  id: text,
  startedAt: date,
  request: changeRequest,
  // A key of ours on this machine must not stand for the public half of somebody else's.
  newKeys: list((value) => {
    const made = newKey(value);
    return made.key.canonicalId === made.keyId ? made : malformed();
  }),
  repositories: list(
    record({
      gun,
      status: oneOf('planned', 'publishing', 'verified', 'nothing-to-do', 'failed', 'needs-others'),
      error: nullable(text),
      sent: list(record({ role: roleName, version: count, sha256 })),
    }),
  ),
});

const file = record({ version: (value) => value === VERSION || malformed(), run });

/** A run as a file of the journal holds it; public keys stand there as documents hold them. */
export function runText(journalRun: JournalRun): string {
  const content = { version: VERSION, run: journalRun };
  return `${JSON.stringify(content, (_name, value: unknown) => (isTufKey(value) ? tufKeyJson(value) : value))}\n`;
}

/** The run that a file holds; null for anything but what `runText` writes. */
export function readRunText(content: string): JournalRun | null {
  const parsed = parseStrictJson(utf8(content));
  try {
    return parsed.ok ? file(parsed.value).run : null;
  } catch (error) {
    if (error instanceof MalformedValue) {
      return null;
    }
    throw error;
  }
}

function isTufKey(value: unknown): value is TufKey {
  return typeof value === 'object' && value !== null && 'publicBytes' in value;
}
