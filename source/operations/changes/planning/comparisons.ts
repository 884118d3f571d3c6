import {
  type Delegation,
  RELEASES,
  type RoleName,
  type Target,
  type TargetsBody,
  type TargetsDocument,
} from '../../../tuf/index.ts';
import type { PlannedComparison, TargetChange } from '../plan.ts';
import { formerSigners, knownKeys } from './content-effects.ts';
import { holds, signersIn } from './effects.ts';
import type { Planning } from './planning.ts';
import type { RolesView } from './role-view.ts';
import { usableTargets } from './tag-effects.ts';
import { targetChanges } from './target-changes.ts';
import { targetsState } from './view-before.ts';

/**
 * What somebody who vouches for the content of a role would want to compare it with: the version of it that last
 * verified on this machine, and, of releases, what the signers say in their own roles who may release `after` the plan. It
 * is compared as it is now: what the plan itself changes stands elsewhere.
 */
export function comparisonsOf(
  planning: Planning,
  role: RoleName,
  after: RolesView,
): readonly PlannedComparison[] {
  const body = targetsState(planning.input.state, role)?.document?.body ?? null;
  if (body === null) {
    return [];
  }
  return [
    ...withLastVerified(planning, role, body),
    ...(role === RELEASES ? withSigners(planning, body, after) : []),
  ];
}

function withLastVerified(
  planning: Planning,
  role: RoleName,
  body: TargetsBody,
): readonly PlannedComparison[] {
  const cached = planning.input.cachedRoles?.get(role);
  if (cached === undefined || !isGenuine(planning, role, cached)) {
    return [];
  }
  return [
    {
      with: { kind: 'last-verified', version: cached.version },
      targetChanges: targetChanges(cached.body.targets, body.targets),
      delegations: changedDelegations(cached.body, body),
    },
  ];
}

/**
 * Only what verified gets into the cache, but others write there too: a file that no key known for this repository has
 * signed is nothing to compare with.
 */
function isGenuine(planning: Planning, role: RoleName, document: TargetsDocument): boolean {
  return formerSigners(role, document, knownKeys(planning, role)).length > 0;
}

function changedDelegations(before: TargetsBody, after: TargetsBody): readonly RoleName[] {
  const [old, now] = [rulesIn(before), rulesIn(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name));
}

function rulesIn({ delegations }: TargetsBody): ReadonlyMap<RoleName, string> {
  const rule = ({ keyIds, threshold, paths }: Delegation) =>
    JSON.stringify([keyIds.toSorted(), threshold, paths.toSorted()]);
  return new Map(delegations.roles.map((delegation) => [delegation.name, rule(delegation)]));
}

/**
 * Tags of releases that nobody vouches for who may release, or only with another digest; nothing where there are neither
 * tags nor signers. The word of a signer whose right to release was taken away would let releases pass that only they
 * have signed.
 */
function withSigners(
  { before }: Planning,
  body: TargetsBody,
  after: RolesView,
): readonly PlannedComparison[] {
  const signers = signersIn(before);
  if (signers.length === 0 || body.targets.size === 0) {
    return [];
  }
  const releasing = signers
    .filter((name) => (after.get(RELEASES)?.keys ?? []).some((key) => holds(after, name, key.canonicalId)))
    .map((name) => before.get(`targets/${name}` as RoleName));
  const vouched = Map.groupBy(releasing.flatMap(usableTargets), ({ name }) => name);
  const changes = [...body.targets.values()].flatMap((target): readonly TargetChange[] => {
    const others = vouched.get(target.name) ?? [];
    const change = { name: target.name, from: others[0]?.sha256 ?? null, to: target.sha256 };
    return others.some((other) => sameContent(other, target))
      ? []
      : [{ action: others.length === 0 ? 'added' : 'changed', ...change }];
  });
  return [{ with: { kind: 'signers' }, targetChanges: changes, delegations: [] }];
}

/** What is pulled under a name; what a signer adds to it in `custom` is nobody's matter. */
function sameContent(left: Target, right: Target): boolean {
  return left.length === right.length && left.sha256 === right.sha256 && left.sha512 === right.sha512;
}
