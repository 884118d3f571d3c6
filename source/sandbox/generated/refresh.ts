import {
  expiryOf,
  parseRoot,
  parseSnapshot,
  parseTimestamp,
  ROOT,
  SNAPSHOT,
  TIMESTAMP,
} from '../../tuf/index.ts';
import type { HandlerContext } from '../handlers/context.ts';
import { publish } from '../storage/publish.ts';
import { currentFile, type RepositoryRecord } from '../storage/record.ts';
import { nextSnapshot, nextTimestamp } from './server-files.ts';

/**
 * Makes and stores a new timestamp, and a new snapshot, where the stored one has expired and the server holds the
 * key. What it cannot sign stays as it is, for clients to see that it has expired.
 */
export function refreshServerRoles(record: RepositoryRecord, context: HandlerContext): RepositoryRecord {
  const [root, snapshot, timestamp] = [ROOT, SNAPSHOT, TIMESTAMP].map((role) => currentFile(record, role));
  if (!root || !snapshot || !timestamp) {
    return record;
  }
  const now = context.clock.now();
  const making = { record, root: parseRoot(root.bytes), now };
  const newSnapshot =
    expiryOf(parseSnapshot(snapshot.bytes), SNAPSHOT, now) === null ? null : nextSnapshot(new Map(), making);
  if (newSnapshot === null && expiryOf(parseTimestamp(timestamp.bytes), TIMESTAMP, now) === null) {
    return record;
  }
  const newTimestamp = nextTimestamp(newSnapshot?.file.bytes ?? snapshot.bytes, making);
  if (newTimestamp === null) {
    return record;
  }
  const made = [...(newSnapshot === null ? [] : [newSnapshot]), newTimestamp];
  const refreshed = publish(record, {
    files: made.map(({ file }) => file),
    usedKeys: new Set(made.flatMap(({ signing }) => signing.keyIds)),
    now,
    changeId: context.store.nextChangeId(),
  });
  context.store.replace(refreshed);
  return refreshed;
}
