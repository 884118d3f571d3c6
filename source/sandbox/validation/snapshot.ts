import {
  asRoleName,
  baseSigners,
  checkFileMeta,
  expiryOf,
  type FileMeta,
  parseSnapshot,
  type RoleName,
  type RootDocument,
  SNAPSHOT,
  type SnapshotDocument,
  verifySignatures,
} from '../../tuf/index.ts';
import { type ApiError, invalidUpdate } from '../http/api-error.ts';
import { fileBySha256, type RepositoryRecord } from '../storage/record.ts';
import { parseUploaded, refusal, refuseAny } from './uploaded.ts';

export interface SnapshotContext {
  readonly root: RootDocument;
  readonly record: RepositoryRecord;
  /** What the snapshot has to list, with the bytes it has to list them by. */
  readonly listed: ReadonlyMap<RoleName, Uint8Array>;
  readonly now: Date;
}

/**
 * Checks an uploaded snapshot: signed by the root's snapshot keys, in date, listing the root and what comes with it by
 * these bytes, and nothing else that is not stored. notary-server lets a delegation be left out, and thereby out of
 * everybody's sight, or be listed by a digest that nobody can download.
 */
export function validateSnapshot(bytes: Uint8Array, context: SnapshotContext): SnapshotDocument {
  const { root, record, listed, now } = context;
  const document = parseUploaded(SNAPSHOT, bytes, parseSnapshot);
  const signers = baseSigners(root.body, 'snapshot');
  refuseAny(
    verifySignatures(document, { ...signers, role: SNAPSHOT }).problem,
    expiryOf(document, SNAPSHOT, now),
  );
  for (const [role, content] of listed) {
    const meta = document.body.meta.get(role);
    if (meta === undefined) {
      throw malformed(`it does not list ${role}`);
    }
    const mismatch = checkFileMeta(content, meta, role);
    if (mismatch !== null) {
      throw refusal(mismatch, 'ErrBadSnapshot');
    }
  }
  for (const [name, meta] of document.body.meta) {
    const role = asRoleName(name);
    if (role === null || !(listed.has(role) || isStored(record, role, meta))) {
      throw malformed(`it lists a ${name} that is neither sent nor stored`);
    }
  }
  return document;
}

function isStored(record: RepositoryRecord, role: RoleName, meta: FileMeta): boolean {
  const stored = meta.sha256 === null ? null : fileBySha256(record, role, meta.sha256);
  return stored !== null && checkFileMeta(stored.bytes, meta, role) === null;
}

function malformed(why: string): ApiError {
  return invalidUpdate('ErrBadSnapshot', `snapshot type metadata invalid: ${why}`);
}
