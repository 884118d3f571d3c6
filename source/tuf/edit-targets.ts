import { DraftError } from './draft-problem.ts';
import type { DraftWork } from './draft-work.ts';
import type { Edit } from './edit.ts';
import { targetAllowed } from './paths.ts';
import { sameTarget } from './same-content.ts';
import { targetRefusal } from './signable.ts';

type EditOf<Kind extends Edit['kind']> = Extract<Edit, { readonly kind: Kind }>;

export function putTarget(work: DraftWork, { role, target }: EditOf<'put-target'>): void {
  const { name } = target;
  const reason = targetRefusal(target);
  if (reason !== null) {
    throw new DraftError({ code: 'edit-target-unsignable', role, name, reason });
  }
  work.requireDelegated(role);
  if (!targetAllowed(work.pathsOf(role), name)) {
    throw new DraftError({ code: 'edit-target-outside-paths', role, name });
  }
  const before = work.body(role)?.targets.get(name);
  // What is there already keeps digests that a Target does not tell of.
  if (before === undefined || !sameTarget(before, target)) {
    work.open(role).targets.set(name, target);
  }
}

/** A target, or a role, that is not there is no error (facts 10.2). */
export function removeTarget(work: DraftWork, { role, name }: EditOf<'remove-target'>): void {
  if (work.isDelegated(role) && work.body(role)?.targets.has(name)) {
    work.open(role).targets.delete(name);
  }
}
