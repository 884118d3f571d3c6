import { parentRole, type RoleName, type TufKey } from '../../../tuf/index.ts';
import type { PlanTask } from '../plan.ts';
import type { Attempt } from './attempt.ts';
import { commandsFor, witnessCommands } from './command-lines.ts';
import type { NameKey } from './planned-keys.ts';
import type { Planning } from './planning.ts';
import { canonicalIds } from './role-view.ts';

/** A task before its keys have names. */
export interface TaskSeed extends Omit<PlanTask, 'who'> {
  readonly keys: readonly TufKey[];
}

/** For each document that cannot be signed here: who could make the whole change instead. */
export function unsignedTasks({ input, keys }: Planning, { signing }: Attempt): readonly TaskSeed[] {
  const { request, gun } = input;
  const what = request.kind === 'witness' ? 'sign' : 'make-change';
  const commands = commandsFor(request, gun);
  return [...signing.values()].flatMap(({ role, unmet }) =>
    unmet.map(
      (rule): TaskSeed => ({
        when: 'before',
        role,
        what,
        keys: rule.keys.filter((key) => !keys.canSign(key)),
        commands,
      }),
    ),
  );
}

/**
 * For each role that the change leaves without enough signatures: who can sign it. Those whose key counts already can
 * do so before the change, so that nothing breaks at all.
 */
export function mendingTasks({ before, input }: Planning, { broken }: Attempt): readonly TaskSeed[] {
  return broken
    .filter(({ trouble, keys }) => trouble === 'not-signed' && keys.length > 0)
    .map((view): TaskSeed => {
      const known = canonicalIds(before.get(view.role)?.keys ?? []);
      const able = view.keys.filter(({ canonicalId }) => known.has(canonicalId));
      return {
        when: canonicalIds(able).size >= view.threshold ? 'before' : 'after',
        role: view.role,
        what: 'sign',
        keys: able.length > 0 ? able : view.keys,
        commands: witnessCommands([view.role], input.gun),
      };
    });
}

export function namedTasks(seeds: readonly TaskSeed[], nameKey: NameKey): readonly PlanTask[] {
  return seeds.map(({ keys, ...task }) => ({ ...task, who: keys.map(nameKey) }));
}

/** The role whose document lists the keys of `role`; the one to be signed when these change. */
export function listedIn(role: RoleName): RoleName {
  return parentRole(role) ?? role;
}
