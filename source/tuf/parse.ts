import { parseDocument } from './document-envelope.ts';
import type { RootDocument, SnapshotDocument, TargetsDocument, TimestampDocument } from './metadata.ts';
import { readFileList } from './read-file-list.ts';
import { readRoot } from './read-root.ts';
import { readTargets } from './read-targets.ts';
import { ROOT, type RoleName, SNAPSHOT, TARGETS, TIMESTAMP } from './role-name.ts';

// Each of these throws `TufError` with `malformed-json`, `wrong-type` or `metadata-invalid`, and verifies nothing.

export function parseRoot(bytes: Uint8Array): RootDocument {
  return parseDocument(bytes, {
    role: ROOT,
    type: 'Root',
    members: ['consistent_snapshot', 'keys', 'roles'],
    read: readRoot,
  });
}

/** Reads the file of `targets` or of a delegation, which have one schema. */
export function parseTargets(role: RoleName, bytes: Uint8Array): TargetsDocument {
  return parseDocument(bytes, {
    role,
    type: 'Targets',
    members: ['delegations', 'targets'],
    read: (signed, problems) => readTargets(signed, role, problems),
  });
}

export function parseSnapshot(bytes: Uint8Array): SnapshotDocument {
  return parseDocument(bytes, {
    role: SNAPSHOT,
    type: 'Snapshot',
    members: ['meta'],
    read: (signed, problems) => readFileList(signed, [ROOT, TARGETS], problems),
  });
}

export function parseTimestamp(bytes: Uint8Array): TimestampDocument {
  return parseDocument(bytes, {
    role: TIMESTAMP,
    type: 'Timestamp',
    members: ['meta'],
    read: (signed, problems) => readFileList(signed, [SNAPSHOT], problems),
  });
}
