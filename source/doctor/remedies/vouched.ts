import type { RepositoryFacts, RoleReport } from '../../operations/index.ts';
import {
  RELEASES,
  type RoleState,
  sameTarget,
  type TargetsDocument,
  type TufKey,
  verifySignatures,
} from '../../tuf/index.ts';

/**
 * How many targets of a role nobody vouches for whose word counts now: to sign these again says of them what no current
 * signer says. null when the role delegates further, which no other role can vouch for.
 */
export function unvouched({ role }: RoleReport, facts: RepositoryFacts): number | null {
  const { state } = facts;
  const own = state.delegations.get(role);
  const body = own?.document?.body;
  if (own === undefined || body === undefined) {
    return null;
  }
  const others = [...state.delegations.values()].filter((one) => one.usable && one.role !== role);
  if (isSignedBy(own, countingKeys(others))) {
    return 0;
  }
  if (body.delegations.roles.length > 0) {
    return null;
  }
  const vouching = others.flatMap(({ document }) => (document === null ? [] : [document.body.targets]));
  return [...body.targets.values()].filter(
    (target) =>
      !vouching.some((targets) => {
        const known = targets.get(target.name);
        return known !== undefined && sameTarget(known, target);
      }),
  ).length;
}

/** Keys of people who may sign for themselves still: one that stands in releases alone is nobody's. */
function countingKeys(roles: readonly RoleState<TargetsDocument>[]): readonly TufKey[] {
  return roles.filter(({ role }) => role !== RELEASES).flatMap(({ keys }) => keys);
}

function isSignedBy({ role, document }: RoleState<TargetsDocument>, keys: readonly TufKey[]): boolean {
  return document !== null && verifySignatures(document, { role, keys, threshold: 1 }).valid > 0;
}
