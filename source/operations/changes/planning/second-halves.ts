import {
  RELEASES,
  type RepositoryState,
  type RoleState,
  signerNameOf,
  type TargetsDocument,
  type TufKey,
  verifySignatures,
} from '../../../tuf/index.ts';
import type { LocalKey } from '../../ports.ts';
import type { ChangeRequest } from '../change-request.ts';
import { canonicalIds } from './role-view.ts';

/**
 * Second halves of signer rotations that a state shows as begun and that can be finished here: a signer has more than
 * one key, and what the signer's role and releases hold rests on the newest of them alone.
 */
export function findSecondHalves(
  state: RepositoryState,
  localKeys: readonly LocalKey[],
): readonly ChangeRequest[] {
  const here = new Set<string>(localKeys.map(({ id }) => id));
  const able = state.targets.keys.filter(({ canonicalId }) => here.has(canonicalId));
  if (!state.trusted || able.length < state.targets.threshold) {
    return [];
  }
  return [...state.delegations.values()].flatMap((role) => secondHalf(state, role) ?? []);
}

function secondHalf(state: RepositoryState, role: RoleState<TargetsDocument>): ChangeRequest | null {
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
    ? {
        kind: 'signer-rotate',
        signer,
        newKey: newest,
        oldKeys: old.map(({ canonicalId }) => canonicalId),
        keepOld: false,
      }
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
  const gone = canonicalIds(old);
  const left = keys.filter(({ canonicalId }) => !gone.has(canonicalId));
  return (
    signatures([newest]) > 0 &&
    signatures(old) === 0 &&
    verifySignatures(document, { role, keys: left, threshold }).problem === null
  );
}
