import { sameTarget, type Target } from '../../../tuf/index.ts';
import type { TargetChange } from '../plan.ts';

type Targets = ReadonlyMap<string, Target>;

/** How one set of targets differs from another; those of the first come first. */
export function targetChanges(before: Targets, after: Targets): readonly TargetChange[] {
  if (before === after) {
    return [];
  }
  const digest = (target: Target | undefined) => target?.sha256 ?? null;
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name): readonly TargetChange[] => {
    const [old, now] = [before.get(name), after.get(name)];
    const change = { name, from: digest(old), to: digest(now) };
    if (old === undefined || now === undefined) {
      return [{ action: old === undefined ? 'added' : 'removed', ...change }];
    }
    return old === now || sameTarget(old, now) ? [] : [{ action: 'changed', ...change }];
  });
}
