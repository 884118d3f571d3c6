import type {
  ChangeRequest,
  Examination,
  FixAction,
  KeyId,
  LocalKey,
  PlanInput,
  RepositoryFacts,
  RepositoryState,
} from '../operations/index.ts';
import { STAND_IN_KEY, STAND_IN_SIGNER } from './stand-ins.ts';

type NewKey = PlanInput['freshKeys'] extends ReadonlyMap<KeyId, infer Made> ? Made : never;

const NEW_KEY: NewKey = { key: STAND_IN_KEY, algorithm: 'ecdsa-p256' };

/** What the planner needs to know to plan a request against an examined repository. */
export function planInput(
  request: ChangeRequest,
  facts: RepositoryFacts,
  { gun, localKeys, staged, now }: Examination,
): PlanInput {
  const state = stateOf(facts);
  const isRotation = request.kind === 'signer-rotate' && request.newKey === STAND_IN_KEY;
  return {
    gun,
    request,
    state,
    localKeys,
    freshKeys: isRotation ? new Map([[STAND_IN_KEY.canonicalId, NEW_KEY]]) : new Map(),
    spareKeys: spareKeys(request, state, localKeys),
    staged,
    others: [],
    now,
  };
}

/** What an action changes in a repository; a key or a name that is still to be asked for has a stand-in. null for nothing. */
export function requestOf(action: FixAction): ChangeRequest | null {
  switch (action.kind) {
    case 'change':
      return action.request;
    case 'rotate-signer': {
      const { signer, oldKeys } = action;
      return { kind: 'signer-rotate', signer, newKey: STAND_IN_KEY, oldKeys, keepOld: false };
    }
    case 'name-key':
      return {
        kind: 'delegation-add',
        role: STAND_IN_SIGNER,
        keys: [],
        keyIds: [action.keyId],
        paths: [''],
        threshold: null,
        resign: false,
      };
    default:
      return null;
  }
}

/** As for a change: a repository that the server has never had is there to be begun. */
function stateOf({ state }: RepositoryFacts): RepositoryState | null {
  return state.remote === 'missing' && state.root.document === null ? null : state;
}

/** A key of each kind that the change would make: as `createPlanner` does, with a stand-in in its place. */
function spareKeys(
  request: ChangeRequest,
  state: RepositoryState | null,
  localKeys: readonly LocalKey[],
): PlanInput['spareKeys'] {
  const none = { root: null, targets: null, snapshot: null };
  if (request.kind === 'key-rotate') {
    const { role, serverManaged, newKey } = request;
    return serverManaged || newKey !== null || role === 'timestamp' ? none : { ...none, [role]: NEW_KEY };
  }
  if (state !== null) {
    return none;
  }
  const hasRootKey = localKeys.some(({ role }) => role === 'root');
  return { ...none, root: hasRootKey ? null : NEW_KEY, targets: NEW_KEY };
}
