import type { PlanResult, RepositoryPlan } from '../../operations/index.ts';
import type { Gun } from '../../tuf/index.ts';
import { repositoryName, sharedHost } from '../presentation/names.ts';
import type { ReviewedPlan } from '../store/wizard-state.ts';
import { definitionOf } from './current.ts';
import type { Asked } from './definition.ts';

/** The plans of a review, without the repositories that have none. */
export function plansOf({ plan }: ReviewedPlan): readonly RepositoryPlan[] {
  return plan.repositories.flatMap((result: PlanResult) => (result.plan === null ? [] : [result.plan]));
}

/** Whether there is anything to be carried out. */
export function isReady(reviewed: ReviewedPlan): boolean {
  return plansOf(reviewed).some(({ outcome }) => outcome === 'ready');
}

/** The repositories whose plan cannot be had back or breaks something. */
export function riskyRepositories(reviewed: ReviewedPlan): readonly Gun[] {
  return plansOf(reviewed)
    .filter(({ outcome, risks }) => outcome === 'ready' && risks.length > 0)
    .map(({ gun }) => gun);
}

/** What has to be typed for a dangerous plan: the repository's name, or how many there are. Either spelling will do. */
export function confirmationTexts(guns: readonly Gun[]): readonly string[] {
  const [only] = guns;
  return guns.length === 1 && only !== undefined
    ? [repositoryName(only, sharedHost([only])), only]
    : [String(guns.length)];
}

/**
 * Repositories that a retired key still signs for and that are not part of the plan yet. A change that is gone on with
 * stays what it was.
 */
export function furtherRepositories(asked: Asked, reviewed: ReviewedPlan): readonly Gun[] {
  if (definitionOf(asked).ending.kind !== 'change') {
    return [];
  }
  const planned = new Set(reviewed.plan.repositories.map(({ gun }) => gun));
  const used = plansOf(reviewed).flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'key-still-used' ? effect.repositories : [])),
  );
  return [...new Set(used)].filter((gun) => !planned.has(gun));
}
