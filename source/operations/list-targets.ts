import { compareUtf8 } from '../base/index.ts';
import { type RepositoryState, type RoleName, TARGETS, type Target } from '../tuf/index.ts';
import { OperationError } from './errors.ts';
import { coversTarget, walkUsableRoles } from './walk-roles.ts';

export interface ListedTarget {
  readonly target: Target;
  /** The role whose word counts for this target. */
  readonly role: RoleName;
}

/**
 * All targets of a verified repository by name, as `notary list` finds them: breadth first from `targets`, the first
 * role that holds a name and whose paths cover it wins. With `roles`, only those and what is below them, in that order
 * of precedence. Throws `role-not-found` for a role that nobody delegates to.
 */
export function listTargets(
  state: RepositoryState,
  roles: readonly RoleName[] = [],
): readonly ListedTarget[] {
  const found = new Map<string, ListedTarget>();
  const starts = roles.length === 0 ? [TARGETS] : roles;
  for (const below of starts) {
    requireRole(state, below);
    const except = starts.filter((other) => other !== below);
    for (const { role, document } of walkUsableRoles(state, { below, except })) {
      for (const target of document.body.targets.values()) {
        if (!found.has(target.name) && coversTarget(state, role, target.name)) {
          found.set(target.name, { target, role });
        }
      }
    }
  }
  return [...found.values()].sort((left, right) => compareUtf8(left.target.name, right.target.name));
}

function requireRole(state: RepositoryState, role: RoleName): void {
  if (role !== TARGETS && !state.delegations.has(role)) {
    throw new OperationError('role-not-found', { gun: state.gun, role });
  }
}
