import type { RepositoryPlan } from '../changes/plan.ts';

/** A plan in lines of plain text, laid out as the app's review page. */
export function describePlan(plan: RepositoryPlan): readonly string[] {
  return [plan.gun, `Same as   ${plan.commandLine}`];
}
