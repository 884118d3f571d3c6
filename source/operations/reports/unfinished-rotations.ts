import {
  type KeyId,
  RELEASES,
  type RepositoryState,
  type RoleState,
  signerNameOf,
  type TargetsDocument,
  type TufKey,
  verifySignatures,
} from '../../tuf/index.ts';
import type { UnfinishedRotation } from '../report.ts';

/**
 * Rotations of signers' keys that are half done: a signer has more than one key, and what the signer's role and releases
 * hold rests on the newest of them alone, so that nothing breaks when the others go. Told by the metadata, whoever
 * began it.
 */
export function unfinishedRotations(state: RepositoryState): readonly UnfinishedRotation[] {
  return state.trusted
    ? [...state.delegations.values()].flatMap((role) => unfinishedRotation(state, role) ?? [])
    : [];
}

function unfinishedRotation(
  state: RepositoryState,
  role: RoleState<TargetsDocument>,
): UnfinishedRotation | null {
  const signer = signerNameOf(role.role);
  // Keys that are added go to the end of the list.
  const newest = role.keys.at(-1);
  if (signer === null || newest === undefined) {
    return null;
  }
  const old = role.keys.filter(({ canonicalId }) => canonicalId !== newest.canonicalId);
  const releases = state.delegations.get(RELEASES);
  const mayRelease = releases?.keys.some(({ canonicalId }) => canonicalId === newest.canonicalId) ?? false;
  const roles = [role, ...(releases !== undefined && mayRelease ? [releases] : [])];
  const isBegun =
    old.length > 0 &&
    role.document !== null &&
    roles.every((one) => one.document === null || restsOn(one, newest, old));
  return isBegun
    ? { signer, role: role.role, newKey: newest, oldKeys: old.map(({ canonicalId }) => canonicalId) }
    : null;
}

/** Signed by the newest key and by none of the old ones, and valid without those. */
function restsOn(
  { role, document, keys, threshold }: RoleState,
  newest: TufKey,
  old: readonly TufKey[],
): boolean {
  if (document === null) {
    return true;
  }
  const signatures = (by: readonly TufKey[]) =>
    verifySignatures(document, { role, keys: by, threshold: 1 }).valid;
  const gone = new Set<KeyId>(old.map(({ canonicalId }) => canonicalId));
  const left = keys.filter(({ canonicalId }) => !gone.has(canonicalId));
  return (
    signatures([newest]) > 0 &&
    signatures(old) === 0 &&
    verifySignatures(document, { role, keys: left, threshold }).problem === null
  );
}
