import {
  baseSigners,
  checkFileMeta,
  expiryOf,
  parseSnapshot,
  type RoleName,
  type RootDocument,
  SNAPSHOT,
  type SnapshotDocument,
  TARGETS,
  verifySignatures,
} from '../../tuf/index.ts';
import { invalidUpdate } from '../http/api-error.ts';
import { parseUploaded, refusal, refuseAny } from './uploaded.ts';

export interface SnapshotContext {
  readonly root: RootDocument;
  /** What the snapshot has to list, with the bytes it has to list them by. */
  readonly listed: ReadonlyMap<RoleName, Uint8Array>;
  readonly now: Date;
}

/**
 * Checks an uploaded snapshot: signed by the root's snapshot keys, in date, and listing the root, targets and what
 * comes with it. notary-server lets a delegation be left out, and thereby out of everybody's sight.
 */
export function validateSnapshot(bytes: Uint8Array, context: SnapshotContext): SnapshotDocument {
  const { root, listed, now } = context;
  const document = parseUploaded(SNAPSHOT, bytes, parseSnapshot);
  const signers = baseSigners(root.body, 'snapshot');
  refuseAny(
    verifySignatures(document, { ...signers, role: SNAPSHOT }).problem,
    expiryOf(document, SNAPSHOT, now),
  );
  for (const role of new Set([TARGETS, ...listed.keys()])) {
    const meta = document.body.meta.get(role);
    const content = listed.get(role);
    if (meta === undefined) {
      throw invalidUpdate('ErrBadSnapshot', `snapshot type metadata invalid: it does not list ${role}`);
    }
    const mismatch = content === undefined ? null : checkFileMeta(content, meta, role);
    if (mismatch !== null) {
      throw refusal(mismatch, 'ErrBadSnapshot');
    }
  }
  return document;
}
