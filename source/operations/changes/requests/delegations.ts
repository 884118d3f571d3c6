import {
  type Edit,
  type Gun,
  isDelegation,
  type KeyId,
  parentRole,
  type RoleName,
  TARGETS,
  type TufKey,
} from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import { type Attempt, attempt } from '../planning/attempt.ts';
import { canMeet } from '../planning/choose-signers.ts';
import { commandsFor, witnessCommands } from '../planning/command-lines.ts';
import type { Planning } from '../planning/planning.ts';
import { canonicalIds, type RoleView } from '../planning/role-view.ts';
import { requireAccepted } from '../planning/signers.ts';
import {
  inOnePublish,
  NOTHING_TO_DO,
  type RequestOf,
  requireRole,
  requireState,
  type Solution,
} from '../planning/solution.ts';
import { listedIn, type TaskSeed } from '../planning/tasks.ts';
import { idsOf } from './signers.ts';

export function solveDelegationAdd(planning: Planning, request: RequestOf<'delegation-add'>): Solution {
  const { role, paths, threshold } = request;
  requireState(planning);
  requireDelegation(role);
  const keys = [...request.keys, ...request.keyIds.map((keyId) => listedKey(planning, keyId))];
  requireAccepted(keys);
  const view = planning.before.get(role);
  const parent = parentRole(role) ?? TARGETS;
  if (!planning.before.has(parent)) {
    throw new OperationError('role-invalid', { role, reason: 'no-parent' });
  }
  if (view === undefined && keys.length === 0) {
    throw new OperationError('keys-required', { role });
  }
  if (threshold !== null && !(Number.isSafeInteger(threshold) && threshold >= 1)) {
    throw new OperationError('role-invalid', { role, reason: 'threshold' });
  }
  const edits: readonly Edit[] = [
    { kind: 'add-delegation', role, keys, paths, ...(threshold === null ? {} : { threshold }) },
    ...(view === undefined || threshold === null
      ? []
      : [{ kind: 'set-threshold', role, threshold } as const]),
  ];
  const preferred = idsOf(keys);
  const plain = attempt(planning, edits, { preferred });
  if (!request.resign || view === undefined || view.body === null) {
    return inOnePublish(plain);
  }
  const whole = attempt(planning, [...edits, { kind: 'resign', role }], { preferred });
  if (whole.signable) {
    return inOnePublish(whole);
  }
  if (plain.after.get(role)?.trouble === null) {
    return inOnePublish(plain); // What the added keys have signed before counts again by that alone.
  }
  // Whoever adds the key need not hold it: its holder signs afterwards, and nothing gets worse until then.
  return { ...inOnePublish(plain), tasks: [signingTask(plain, role, planning.input.gun)] };
}

/**
 * A key that a role of the repository lists, by its canonical ID: plain where some role has it so, since a certificate
 * runs out. Throws `OperationError` when there is none.
 */
function listedKey({ before, input: { gun } }: Planning, keyId: KeyId): TufKey {
  const keys = [...before.values()].flatMap((view) => view.keys);
  const found = keys.filter(({ canonicalId }) => canonicalId === keyId);
  const key = found.find(({ id }) => id === keyId) ?? found[0];
  if (key === undefined) {
    throw new OperationError('key-not-listed', { gun, keyIds: [keyId] });
  }
  return key;
}

function signingTask({ after }: Attempt, role: RoleName, gun: Gun): TaskSeed {
  const keys = after.get(role)?.keys ?? [];
  return { when: 'after', role, what: 'sign', keys, commands: witnessCommands([role], gun) };
}

export function solveDelegationRemove(planning: Planning, request: RequestOf<'delegation-remove'>): Solution {
  const { role, keys, paths } = request;
  requireState(planning);
  requireDelegation(role);
  requireRole(planning, role);
  const there = canonicalIds(planning.before.get(role)?.keys ?? []);
  const unknown = keys.filter((keyId) => !there.has(keyId));
  if (unknown.length > 0) {
    const { gun } = planning.input;
    throw new OperationError('key-not-in-role', { gun, role, keyIds: unknown, keys: [...there] });
  }
  const isWhole = keys.length === 0 && paths.length === 0;
  const edits: readonly Edit[] = isWhole
    ? [{ kind: 'remove-delegation', role }]
    : [
        ...(keys.length > 0 ? [{ kind: 'remove-keys', role, keyIds: keys } as const] : []),
        ...(paths.length > 0 ? [{ kind: 'remove-paths', role, paths } as const] : []),
      ];
  return inOnePublish(attempt(planning, edits));
}

/**
 * Takes keys out of every role whose parent can be signed here. Those of others are tasks for whoever holds their
 * parents' keys: what can be taken away now does not have to wait for them.
 */
export function solveDelegationPurge(planning: Planning, request: RequestOf<'delegation-purge'>): Solution {
  const { before, keys, input } = planning;
  requireState(planning);
  const wanted = new Set(request.keys);
  const holding = [...before.values()].filter(
    ({ role, keys: has }) => isDelegation(role) && has.some(({ canonicalId }) => wanted.has(canonicalId)),
  );
  const parentOf = ({ role }: RoleView) => before.get(listedIn(role));
  const isOurs = (view: RoleView) => {
    const parent = parentOf(view);
    return parent !== undefined && canMeet(keys, parent);
  };
  const parents = new Map(holding.filter((view) => !isOurs(view)).map((view) => [listedIn(view.role), view]));
  const tasks = [...parents.keys()].map(
    (role): TaskSeed => ({
      when: 'after',
      role,
      what: 'make-change',
      keys: before.get(role)?.keys ?? [],
      commands: commandsFor(request, input.gun),
    }),
  );
  if (holding.length === 0) {
    return NOTHING_TO_DO;
  }
  const edits = holding
    .filter(isOurs)
    .map(({ role }): Edit => ({ kind: 'remove-keys', role, keyIds: request.keys }));
  return { tried: edits.length === 0 ? null : attempt(planning, edits), half: null, tasks };
}

function requireDelegation(role: RoleName): void {
  if (!isDelegation(role)) {
    throw new OperationError('role-invalid', { role, reason: 'not-a-delegation' });
  }
}
