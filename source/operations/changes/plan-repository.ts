import {
  asRoleName,
  draftChanges,
  type Edit,
  RELEASES,
  type RepositoryState,
  type RoleName,
  type TufKey,
} from '../../tuf/index.ts';
import type { LocalKey } from '../ports.ts';
import type { PlanInput } from './change-ports.ts';
import type { ChangeRequest } from './change-request.ts';
import type { RepositoryPlan } from './plan.ts';

/** Plans a change in one repository. Pure. Throws `OperationError` for requests that make no sense there. */
export function planRepository(input: PlanInput): RepositoryPlan {
  const { gun, request, state, now } = input;
  if (request.kind !== 'signer-add' || state === null) {
    throw new RangeError(`not planned yet: ${request.kind}`);
  }
  const role = asRoleName(`targets/${request.signer}`) as RoleName;
  const add = (name: RoleName, keys: readonly TufKey[]): Edit => ({
    kind: 'add-delegation',
    role: name,
    keys,
    paths: [''],
  });
  const edits = [add(role, request.keys), add(RELEASES, request.keys)];
  const draft = draftChanges(state, edits, { now });
  const isEmpty = draft.documents.length === 0;
  return {
    gun,
    request,
    outcome: isEmpty ? 'nothing-to-do' : 'ready',
    half: null,
    roles: [],
    effects: [],
    risks: [],
    tasks: [],
    unlocks: state.targets.keys.map(({ canonicalId }) => ({
      keyId: canonicalId,
      roles: [state.targets.role],
    })),
    newKeys: [],
    edits: isEmpty ? [] : edits,
    base: state,
    draft: isEmpty ? null : draft,
    commandLine: `trustdeck signer add ${request.signer} ${gun} --key ${request.signer}.pub`,
  };
}

/** Whether two plans of one request do the same to the same roles; versions and dates may differ. */
export function samePlan(before: RepositoryPlan, after: RepositoryPlan): boolean {
  return before.outcome === after.outcome;
}

/** Second halves of signer rotations that a state shows as begun, ready to be planned. */
export function findSecondHalves(
  _state: RepositoryState,
  _localKeys: readonly LocalKey[],
): readonly ChangeRequest[] {
  return [];
}
