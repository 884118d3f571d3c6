import {
  ROOT,
  type RoleName,
  type RootDocument,
  SNAPSHOT,
  type SnapshotDocument,
  TARGETS,
} from '../../tuf/index.ts';
import { invalidUpdate } from '../http/api-error.ts';
import { currentFile, type RepositoryRecord } from '../storage/record.ts';
import { validateRoot } from './root.ts';
import { validateSnapshot } from './snapshot.ts';
import { validateTargets } from './targets.ts';
import type { Upload } from './uploaded.ts';

export interface ValidUpload {
  /** The root in force afterwards, uploaded or stored. */
  readonly root: RootDocument;
  /** Root and uploaded targets: what the snapshot has to list by these bytes. */
  readonly listed: ReadonlyMap<RoleName, Uint8Array>;
  /** null when the server has to make one. */
  readonly snapshot: SnapshotDocument | null;
  /** Every uploaded file with its version, parents before children. */
  readonly files: readonly UploadedFile[];
}

export interface UploadedFile {
  readonly role: RoleName;
  readonly version: number;
  readonly bytes: Uint8Array;
}

/**
 * Decides about an upload as notary-server does (facts 6.2), and refuses besides what notary-server accepts although
 * nobody could read it afterwards. Throws `INVALID_UPDATE` with the reason, or `MALFORMED_JSON`.
 */
export function validateUpload(upload: Upload, record: RepositoryRecord, now: Date): ValidUpload {
  const root = validateRoot(upload.get(ROOT) ?? null, record, now);
  if (!upload.has(TARGETS) && currentFile(record, TARGETS) === null) {
    throw invalidUpdate('ErrValidation', 'no pre-existing targets and no targets provided in update.');
  }
  const targets = validateTargets({ upload, record, root, now });
  const listed = new Map<RoleName, Uint8Array>([[ROOT, root.bytes]]);
  for (const { role, document } of targets) {
    listed.set(role, document.bytes);
  }
  const snapshotBytes = upload.get(SNAPSHOT);
  const snapshot =
    snapshotBytes === undefined ? null : validateSnapshot(snapshotBytes, { root, record, listed, now });
  const documents = [
    ...(upload.has(ROOT) ? [{ role: ROOT, document: root }] : []),
    ...targets,
    ...(snapshot === null ? [] : [{ role: SNAPSHOT, document: snapshot }]),
  ];
  const files = documents.map(({ role, document: { version, bytes } }) => ({ role, version, bytes }));
  return { root, listed, snapshot, files };
}
