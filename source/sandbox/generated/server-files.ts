import {
  buildSnapshot,
  buildTimestamp,
  type FileMeta,
  fileMetaOf,
  formatExpiry,
  parseSnapshot,
  parseTimestamp,
  type RoleName,
  type RootDocument,
  SNAPSHOT,
  signDocument,
  TIMESTAMP,
} from '../../tuf/index.ts';
import type { NewFile } from '../storage/publish.ts';
import { currentFile, type RepositoryRecord } from '../storage/record.ts';
import { type RoleSigning, roleSigning } from './server-keys.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long what the server signs is valid, as in Notary (facts 4.4). */
const SNAPSHOT_DAYS = 3 * 365;
const TIMESTAMP_DAYS = 14;

export interface ServerFile {
  readonly file: NewFile;
  readonly signing: RoleSigning;
}

export interface ServerFileContext {
  readonly record: RepositoryRecord;
  readonly root: RootDocument;
  readonly now: Date;
}

/**
 * The next snapshot: what the one before listed, and `listed` anew; null when the server does not hold the key. As in
 * notary-server, a role that is delegated to no longer stays listed (facts 6.2).
 */
export function nextSnapshot(
  listed: ReadonlyMap<RoleName, Uint8Array>,
  context: ServerFileContext,
): ServerFile | null {
  const signing = roleSigning(context.record, context.root, SNAPSHOT);
  if (signing === null) {
    return null;
  }
  const stored = currentFile(context.record, SNAPSHOT);
  const previous = stored === null ? null : parseSnapshot(stored.bytes);
  const meta = new Map<string, FileMeta>(previous?.body.meta);
  for (const [role, bytes] of listed) {
    meta.set(role, fileMetaOf(bytes));
  }
  const version = (previous?.version ?? 0) + 1;
  const expires = formatExpiry(daysAfter(context.now, SNAPSHOT_DAYS));
  const bytes = signDocument(buildSnapshot({ version, expires, meta }), signing.signers);
  return { file: { role: SNAPSHOT, version, bytes }, signing };
}

/** The next timestamp over `snapshot`; null when the server does not hold the key. */
export function nextTimestamp(snapshot: Uint8Array, context: ServerFileContext): ServerFile | null {
  const signing = roleSigning(context.record, context.root, TIMESTAMP);
  if (signing === null) {
    return null;
  }
  const stored = currentFile(context.record, TIMESTAMP);
  const version = (stored === null ? 0 : parseTimestamp(stored.bytes).version) + 1;
  const expires = formatExpiry(daysAfter(context.now, TIMESTAMP_DAYS));
  const meta = new Map([[SNAPSHOT, fileMetaOf(snapshot)]]);
  const bytes = signDocument(buildTimestamp({ version, expires, meta }), signing.signers);
  return { file: { role: TIMESTAMP, version, bytes }, signing };
}

function daysAfter(date: Date, days: number): Date {
  return new Date(date.getTime() + days * DAY_MS);
}
