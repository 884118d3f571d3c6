import { type RoleName, TARGETS, type TargetsBody } from '../../../tuf/index.ts';
import type { PlannedRole, RepositoryPlan } from '../plan.ts';

/** A role that two plans of one request treat differently; null where a plan leaves it alone. */
export interface PlanDifference {
  readonly role: RoleName;
  readonly before: PlannedRole | null;
  readonly after: PlannedRole | null;
}

/**
 * Whether two plans of one request do the same to the same roles, for the same price, and sign the same content. Versions
 * and dates may differ: that is what somebody else's publish in between makes of every plan. Content may not: a tag that
 * came in between, by a stolen key or from the server itself, would be signed anew without anybody having seen it.
 */
export function samePlan(before: RepositoryPlan, after: RepositoryPlan): boolean {
  return (
    before.outcome === after.outcome &&
    before.half === after.half &&
    sameSet(before.risks, after.risks) &&
    sameSet(before.effects.flatMap(weighty), after.effects.flatMap(weighty)) &&
    planDifferences(before, after).length === 0
  );
}

/** The roles that two plans of one request treat differently. */
export function planDifferences(before: RepositoryPlan, after: RepositoryPlan): readonly PlanDifference[] {
  const [old, now] = [byRole(before), byRole(after)];
  const names = new Set([...old.keys(), ...now.keys()]);
  return [...names].flatMap((role) => {
    const difference = { role, before: old.get(role) ?? null, after: now.get(role) ?? null };
    const isSame =
      substance(difference.before) === substance(difference.after) &&
      signedContent(before, role) === signedContent(after, role);
    return isSame ? [] : [difference];
  });
}

function byRole({ roles }: RepositoryPlan): ReadonlyMap<RoleName, PlannedRole> {
  return new Map(roles.map((role) => [role.role, role]));
}

/** What a role's part of a plan does, without the numbers that rise by themselves. */
function substance(role: PlannedRole | null): string {
  if (role === null) {
    return '';
  }
  const { action, keyChanges, threshold, paths, targetChanges, signedBy } = role;
  return JSON.stringify([
    action,
    keyChanges.map(({ action: what, key }) => `${what} ${key.canonicalId}`).toSorted(),
    threshold,
    paths.added.toSorted(),
    paths.removed.toSorted(),
    targetChanges.map((change) => JSON.stringify(change)).toSorted(),
    signedBy.map(({ canonicalId }) => canonicalId).toSorted(),
  ]);
}

/**
 * What a plan signs of a role's content: all targets, and the delegations too where the plan only hands them on. What
 * others delegate to beside what the plan itself delegates to is theirs, and signed by a key of the role already.
 */
function signedContent({ base, draft }: RepositoryPlan, role: RoleName): string {
  const isDrafted = draft?.documents.some((document) => document.role === role) ?? false;
  const body = role === TARGETS ? draft?.targets : draft?.delegations.get(role);
  if (!isDrafted || body === undefined) {
    return '';
  }
  const state = role === TARGETS ? base?.targets : base?.delegations.get(role);
  const delegated = delegationsText(body);
  const isHandedOn = delegated === delegationsText(state?.document?.body);
  const targets = [...body.targets.values()].map((target) => JSON.stringify(target)).toSorted();
  return JSON.stringify([targets, isHandedOn ? delegated : null]);
}

function delegationsText(body: TargetsBody | undefined): string {
  const roles = body?.delegations.roles ?? [];
  return JSON.stringify(
    roles.map(({ name, keyIds, paths, threshold }) => [name, keyIds.toSorted(), paths.toSorted(), threshold]),
  );
}

/** Effects that somebody agreed to; how many tags stay, and what is staged here, is no part of that. */
function weighty(effect: RepositoryPlan['effects'][number]): readonly string[] {
  const passing = ['tags-stay-released', 'staged-changes-kept', 'key-still-used'];
  if (passing.includes(effect.kind)) {
    return [];
  }
  // Where private halves are changes once new ones are saved.
  return [JSON.stringify(effect, (name, value) => (name === 'place' ? undefined : value))];
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.toSorted().join('\n') === right.toSorted().join('\n');
}
