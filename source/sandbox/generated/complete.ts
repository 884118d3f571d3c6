import type { KeyId } from '../../tuf/index.ts';
import { invalidUpdate } from '../http/api-error.ts';
import type { NewFile } from '../storage/publish.ts';
import type { RepositoryRecord } from '../storage/record.ts';
import type { ValidUpload } from '../validation/upload.ts';
import { nextSnapshot, nextTimestamp } from './server-files.ts';

export interface CompleteUpload {
  readonly files: readonly NewFile[];
  readonly usedKeys: ReadonlySet<KeyId>;
}

/** Adds the snapshot, where the client sent none, and the timestamp. Throws `INVALID_UPDATE` when it cannot. */
export function completeUpload(valid: ValidUpload, record: RepositoryRecord, now: Date): CompleteUpload {
  const context = { record, root: valid.root, now };
  const snapshot = valid.snapshot === null ? nextSnapshot(valid.listed, context) : null;
  const snapshotBytes = valid.snapshot?.bytes ?? snapshot?.file.bytes;
  if (snapshotBytes === undefined) {
    throw invalidUpdate(
      'ErrBadHierarchy',
      'no snapshot was included in update and server does not hold current snapshot key for repository',
    );
  }
  const timestamp = nextTimestamp(snapshotBytes, context);
  if (timestamp === null) {
    throw invalidUpdate('ErrBadRoot', 'no  timestamp keys exist on the server');
  }
  const made = [...(snapshot === null ? [] : [snapshot]), timestamp];
  return {
    files: [...valid.files, ...made.map(({ file }) => file)],
    usedKeys: new Set(made.flatMap(({ signing }) => signing.keyIds)),
  };
}
