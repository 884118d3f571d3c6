import {
  type KeyId,
  RELEASES,
  ROOT,
  type RoleName,
  SNAPSHOT,
  signerNameOf,
  TARGETS,
} from '../../tuf/index.ts';
import type { PlanInput } from './change-ports.ts';
import type { ChangeKind } from './change-request.ts';
import type { RepositoryPlan } from './plan.ts';
import type { Attempt } from './planning/attempt.ts';
import { commandLine } from './planning/command-lines.ts';
import { effectsOf, risksOf } from './planning/effects.ts';
import { nameKeys } from './planning/planned-keys.ts';
import { plannedRoles } from './planning/planned-roles.ts';
import { type Planning, startPlanning } from './planning/planning.ts';
import type { Solution, Solve } from './planning/solution.ts';
import { requireGenuineBase, requireSoundBase, requireTrusted } from './planning/sound-base.ts';
import { mendingTasks, namedTasks, unsignedTasks } from './planning/tasks.ts';
import { solveDelegationAdd, solveDelegationPurge, solveDelegationRemove } from './requests/delegations.ts';
import { planDeletion } from './requests/delete.ts';
import { solveInit } from './requests/init.ts';
import { solveKeyRotate } from './requests/key-rotate.ts';
import { solvePublish } from './requests/publish.ts';
import { solveRevoke } from './requests/revoke.ts';
import { solveSign } from './requests/sign.ts';
import { solveSignerRotate } from './requests/signer-rotate.ts';
import { solveSignerAdd, solveSignerRemove } from './requests/signers.ts';
import { solveWitness } from './requests/witness.ts';

export { samePlan } from './planning/plan-differences.ts';

type PublishedKind = Exclude<ChangeKind, 'delete'>;

const SOLUTIONS: { readonly [Kind in PublishedKind]: Solve<Kind> } = {
  init: solveInit,
  'signer-add': solveSignerAdd,
  'signer-remove': solveSignerRemove,
  'signer-rotate': solveSignerRotate,
  'delegation-add': solveDelegationAdd,
  'delegation-remove': solveDelegationRemove,
  'delegation-purge': solveDelegationPurge,
  witness: solveWitness,
  sign: solveSign,
  revoke: solveRevoke,
  'key-rotate': solveKeyRotate,
  publish: solvePublish,
};

/**
 * Plans a change in one repository. Pure. Throws `OperationError` for requests that make no sense there, and `TufError`
 * for a repository that must not be built upon, or an edit that its documents do not allow.
 */
export function planRepository(input: PlanInput): RepositoryPlan {
  const { request } = input;
  const planning = startPlanning(input);
  if (request.kind === 'delete') {
    return planDeletion(planning, request);
  }
  requireGenuineBase(planning);
  const solve = SOLUTIONS[request.kind] as Solve<PublishedKind>;
  return planOf(planning, solve(planning, request));
}

function planOf(planning: Planning, { tried, half, tasks }: Solution): RepositoryPlan {
  const isEmpty = tried === null || tried.draft.documents.length === 0;
  const empty = { ...emptyPlan(planning.input), commandLine: sameAs(planning.input) };
  if (isEmpty) {
    requireTrusted(planning);
    const after = tried?.after ?? planning.before;
    return tasks.length === 0
      ? empty
      : { ...empty, outcome: 'needs-others', half, tasks: namedTasks(tasks, nameKeys(planning, after)) };
  }
  requireSoundBase(planning, tried);
  const nameKey = nameKeys(planning, tried.after);
  const effects = effectsOf(planning, tried, nameKey);
  const shown = {
    ...empty,
    half,
    roles: plannedRoles(planning, tried, nameKey),
    effects,
    risks: risksOf(planning, tried, effects),
  };
  return tried.signable
    ? {
        ...shown,
        ...published(planning, tried),
        tasks: namedTasks([...mendingTasks(planning, tried), ...tasks], nameKey),
      }
    : { ...shown, outcome: 'needs-others', tasks: namedTasks(unsignedTasks(planning, tried), nameKey) };
}

/** A root key that nobody named a file of is named by the file that it has here. */
function sameAs({ request, gun, freshKeys, localKeys, keyPaths = new Map() }: PlanInput): string {
  const rootKey = request.kind === 'init' ? request.rootKey : null;
  const own = rootKey === null ? undefined : localKeys.find(({ id }) => id === rootKey.canonicalId);
  const named = rootKey === null || own === undefined ? [] : [[rootKey.id, own.path] as const];
  return commandLine(request, gun, {
    paths: new Map([...named, ...keyPaths]),
    fresh: new Set(freshKeys.keys()),
  });
}

/** A plan that does nothing. */
export function emptyPlan({
  gun,
  request,
  state,
}: Pick<PlanInput, 'gun' | 'request' | 'state'>): RepositoryPlan {
  return {
    gun,
    request,
    outcome: 'nothing-to-do',
    half: null,
    roles: [],
    effects: [],
    risks: [],
    tasks: [],
    unlocks: [],
    newKeys: [],
    edits: [],
    base: state,
    draft: null,
    commandLine: commandLine(request, gun),
  };
}

function published(planning: Planning, tried: Attempt) {
  const { edits, draft } = tried;
  return {
    outcome: 'ready',
    unlocks: unlocksOf(planning, tried),
    newKeys: newKeysOf(planning, tried),
    edits,
    draft,
  } as const;
}

function unlocksOf({ keys }: Planning, { signing }: Attempt): RepositoryPlan['unlocks'] {
  const unlocks = new Map<KeyId, RoleName[]>();
  for (const { role, keys: signers } of signing.values()) {
    for (const { canonicalId } of signers.filter((key) => keys.local.has(key.canonicalId))) {
      unlocks.set(canonicalId, [...(unlocks.get(canonicalId) ?? []), role]);
    }
  }
  return [...unlocks].map(([keyId, roles]) => ({ keyId, roles }));
}

/** New keys that a role names from now on, with the headers that docker and notary give their files (facts 8.1). */
function newKeysOf({ keys, input }: Planning, { after, draft }: Attempt): RepositoryPlan['newKeys'] {
  const found = new Map<KeyId, RepositoryPlan['newKeys'][number]>();
  const take = (role: RoleName, keyId: KeyId): void => {
    if (keys.fresh.has(keyId) && !found.has(keyId)) {
      const gun = role === TARGETS || role === SNAPSHOT ? input.gun : null;
      found.set(keyId, { keyId, role: fileRole(role), gun });
    }
  };
  // Releases last: a key there is somebody's.
  const roles = [...after.values()].toSorted(
    (left, right) => Number(left.role === RELEASES) - Number(right.role === RELEASES),
  );
  for (const { role, keys: named } of roles) {
    for (const { canonicalId } of named) {
      take(role, canonicalId);
    }
  }
  for (const { canonicalId } of draft.snapshotKeys) {
    take(SNAPSHOT, canonicalId);
  }
  return [...found.values()];
}

function fileRole(role: RoleName): string {
  return role === ROOT || role === TARGETS || role === SNAPSHOT ? role : (signerNameOf(role) ?? 'delegation');
}
