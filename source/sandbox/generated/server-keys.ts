import { type KeyId, parseRoot, ROOT, type RootDocument, type Signer } from '../../tuf/index.ts';
import type { ServerRole } from '../http/router.ts';
import { currentFile, type RepositoryRecord, type ServerKey } from '../storage/record.ts';
import { signerFor } from './signing-key.ts';

/** The keys held here that the current root names for a role; none without a root. */
export function keysInForce(record: RepositoryRecord, role: ServerRole): readonly ServerKey[] {
  const root = currentFile(record, ROOT);
  return root === null ? [] : heldKeys(record, parseRoot(root.bytes), role);
}

/** The newest key of a role that has never signed, or null. */
export function pendingKey(record: RepositoryRecord, role: ServerRole): ServerKey | null {
  return record.keys.findLast((key) => key.role === role && !key.used) ?? null;
}

/** Signs for a role of the server; knows which of its keys that takes. */
export interface RoleSigning {
  readonly signers: readonly Signer[];
  readonly keyIds: readonly KeyId[];
}

/** What is needed to sign `role` under `root`, or null when too few of its keys are held here. */
export function roleSigning(
  record: RepositoryRecord,
  root: RootDocument,
  role: ServerRole,
): RoleSigning | null {
  const keys = heldKeys(record, root, role);
  return keys.length < root.body.roles[role].threshold
    ? null
    : { signers: keys.map(({ handle }) => signerFor(handle)), keyIds: keys.map(({ id }) => id) };
}

function heldKeys(record: RepositoryRecord, root: RootDocument, role: ServerRole): readonly ServerKey[] {
  const { keyIds } = root.body.roles[role];
  return record.keys.filter((key) => key.role === role && keyIds.includes(key.id));
}
