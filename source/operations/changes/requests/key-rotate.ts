import type { Edit, RepositoryState } from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import type { PlannedEdit } from '../plan.ts';
import { attempt } from '../planning/attempt.ts';
import { expiredBaseRoles } from '../planning/expired.ts';
import type { Planning } from '../planning/planning.ts';
import { requireAccepted } from '../planning/signers.ts';
import {
  inOnePublish,
  NOTHING_TO_DO,
  type RequestOf,
  requireState,
  type Solution,
} from '../planning/solution.ts';
import { spare } from './init.ts';

type Request = RequestOf<'key-rotate'>;

/** Who may keep the key of each role: as notary has it (facts 10.4). */
const PLACES: { readonly [Role in Request['role']]: { readonly server: boolean; readonly here: boolean } } = {
  root: { server: false, here: true },
  targets: { server: false, here: true },
  snapshot: { server: true, here: true },
  timestamp: { server: true, here: false },
};

/**
 * A new key for one administrative role; what the old one signed is signed again in the same publish, and so is what has
 * ended of root and targets, without which nothing could be published. A root whose certificate has ended can be planned
 * too: our readers follow it. notary-server 0.7.0 does not, as it judges the root that it has by its own clock first.
 */
export function solveKeyRotate(planning: Planning, request: Request): Solution {
  const { role, serverManaged, newKey } = request;
  const state = requireState(planning);
  const place = PLACES[role];
  if (!(serverManaged ? place.server : place.here)) {
    throw new OperationError('key-place-refused', { role, serverManaged });
  }
  requireAccepted(newKey === null ? [] : [newKey]);
  if (newKey !== null && !serverManaged && isOnlyKey(state, role, newKey.canonicalId)) {
    return NOTHING_TO_DO;
  }
  const edit = rotationOf(planning, request);
  const ended = expiredBaseRoles(planning).map((one): Edit => ({ kind: 'resign', role: one }));
  return inOnePublish(attempt(planning, [edit, ...ended]));
}

function rotationOf(planning: Planning, { role, serverManaged, newKey }: Request): PlannedEdit {
  if (role === 'timestamp' || (role === 'snapshot' && serverManaged)) {
    return { kind: 'use-server-key', role, rotate: true };
  }
  const key = newKey ?? spare(planning, role);
  return role === 'root' ? { kind: 'certify-root-key', key } : { kind: 'set-base-keys', role, keys: [key] };
}

function isOnlyKey(state: RepositoryState, role: Request['role'], keyId: string): boolean {
  const { keys } = state[role];
  return keys.length === 1 && keys[0]?.canonicalId === keyId;
}
