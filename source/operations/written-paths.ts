import { parentRole, type RepositoryState, type RoleName, TARGETS } from '../tuf/index.ts';

/**
 * The paths of a delegation as its parent writes them down, which is what `notary delegation list` shows; empty for a
 * role that is none. A path outside the parent's own counts for nothing (facts 1.2): `RoleState.paths` has the rest.
 */
export function writtenPaths(state: RepositoryState, role: RoleName): readonly string[] {
  const parent = parentRole(role);
  const document =
    parent === TARGETS ? state.targets.document : parent && state.delegations.get(parent)?.document;
  return document?.body.delegations.roles.find(({ name }) => name === role)?.paths ?? [];
}
