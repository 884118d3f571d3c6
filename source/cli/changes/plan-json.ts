import type {
  PlanEffect,
  PlannedComparison,
  PlannedContent,
  PlannedKey,
  PlannedRole,
  PlanTask,
  RepositoryPlan,
} from '../../operations/index.ts';
import { ownerName } from '../report-repository.ts';

/** A plan as data (docs/json.md): what changes, what it means, and who has to do what; nothing of how it is made. */
export function planJson(plan: RepositoryPlan) {
  return {
    outcome: plan.outcome,
    half: plan.half,
    roles: plan.roles.map(roleJson),
    effects: plan.effects.map(effectJson),
    risks: plan.risks,
    tasks: plan.tasks.map(taskJson),
    unlocks: plan.unlocks.map(({ keyId, roles }) => ({ id: keyId, roles })),
    newKeys: plan.newKeys.map(({ keyId, role, gun }) => ({ id: keyId, role, gun })),
    commandLine: plan.commandLine,
  };
}

function roleJson(role: PlannedRole) {
  const keys = (action: 'added' | 'removed') =>
    role.keyChanges.filter((change) => change.action === action).map(({ key }) => plannedKeyJson(key));
  return {
    role: role.role,
    action: role.action,
    fromVersion: role.fromVersion,
    toVersion: role.toVersion,
    expires: { from: dateJson(role.expires.from), to: dateJson(role.expires.to) },
    keysAdded: keys('added'),
    keysRemoved: keys('removed'),
    threshold: role.threshold,
    pathsAdded: role.paths.added,
    pathsRemoved: role.paths.removed,
    targets: role.targetChanges,
    unchangedTargets: role.unchangedTargets,
    ...(role.content === undefined ? {} : { content: contentJson(role.content) }),
    ...(role.comparisons === undefined ? {} : { comparisons: role.comparisons.map(comparisonJson) }),
    signedBy: role.signedBy.map(plannedKeyJson),
  };
}

function contentJson({ targets, delegations }: PlannedContent) {
  return { targets, delegations: delegations.map((one) => ({ ...one, keys: one.keys.map(plannedKeyJson) })) };
}

function comparisonJson({ with: other, targetChanges, delegations }: PlannedComparison) {
  return { with: other, targets: targetChanges, delegations };
}

/** Most effects are plain data already; keys in them are shown as everywhere. */
function effectJson(effect: PlanEffect) {
  if ('key' in effect) {
    return { ...effect, key: plannedKeyJson(effect.key) };
  }
  return 'keys' in effect ? { ...effect, keys: effect.keys.map(plannedKeyJson) } : effect;
}

function taskJson({ when, who, role, what, commands }: PlanTask) {
  return { when, who: who.map(plannedKeyJson), role, what, commands };
}

export function plannedKeyJson({ id, canonicalId, algorithm, owner, place }: PlannedKey) {
  return { id: canonicalId, tufId: id, algorithm, owner: ownerName(owner), place };
}

function dateJson(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
