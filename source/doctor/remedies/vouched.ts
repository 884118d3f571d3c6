import type { RepositoryFacts, RoleReport } from '../../operations/index.ts';
import {
  RELEASES,
  type RoleState,
  sameTarget,
  type Target,
  type TargetsDocument,
  targetAllowed,
} from '../../tuf/index.ts';

/**
 * How many targets of a role nobody vouches for who may release: to sign these again says of them what no current
 * signer says. null when the role delegates further, which no other role can vouch for.
 *
 * Who may not release vouches for nothing here. A server that exchanges the file of a role, together with a signer whose
 * right to release was taken away, or who has it for some paths, could else have anything signed by a key that counts.
 */
export function unvouched({ role }: RoleReport, facts: RepositoryFacts): number | null {
  const body = facts.state.delegations.get(role)?.document?.body;
  if (body === undefined || body.delegations.roles.length > 0) {
    return null;
  }
  const vouching = vouchingRoles(facts).filter((one) => one.role !== role);
  return [...body.targets.values()].filter((target) => !vouching.some((one) => vouchesFor(one, target)))
    .length;
}

/** Releases, and the roles of signers who have a key in it. */
function vouchingRoles({ state, signers }: RepositoryFacts): readonly RoleState<TargetsDocument>[] {
  const releasing = new Set<string>(signers.filter(({ inReleases }) => inReleases).map(({ role }) => role));
  return [...state.delegations.values()].filter(
    ({ role, usable }) => usable && (role === RELEASES || releasing.has(role)),
  );
}

/** What a role holds outside its paths counts for nobody (facts 1.2). */
function vouchesFor({ document, paths }: RoleState<TargetsDocument>, target: Target): boolean {
  const held = document?.body.targets.get(target.name);
  return held !== undefined && sameTarget(held, target) && targetAllowed(paths ?? [], target.name);
}
