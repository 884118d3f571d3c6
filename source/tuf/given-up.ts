import { isBaseRole, parentRole, type RoleName, TARGETS } from './role-name.ts';
import type { RepositoryState } from './role-state.ts';

/**
 * Whether nobody delegates to a role any more, by the word of the role above it: that is `targets`, or a usable role
 * that does not list it, or one that is given up itself. Of a state that is not trusted, or not the server's newest,
 * nothing is known.
 *
 * What was trusted of such a role may be forgotten: it belonged to a delegation that has ended, and one that is made
 * again under the same name starts its versions anew. No server can bring that about. Whoever signs the role above did,
 * with a version that is not older than the cached one; a server that only hides a file, from the snapshot or
 * altogether, leaves the delegation standing, and is measured by the cached file as before. What it gains is what it has
 * over any new client: to offer, once the delegation stands again, an older file that the same keys signed.
 */
export function isGivenUp(role: RoleName, state: RepositoryState): boolean {
  if (!state.trusted || !state.fresh || isBaseRole(role) || state.delegations.has(role)) {
    return false;
  }
  const parent = parentRole(role);
  if (parent === null || parent === TARGETS) {
    return true;
  }
  const above = state.delegations.get(parent);
  // What an unusable role lists is unknown: it may be hidden from us, or not be what its signers say.
  return above === undefined ? isGivenUp(parent, state) : above.usable;
}
