import type { Gun } from '../../tuf/index.ts';
import type { ChangePorts, PlanInput } from './change-ports.ts';
import type { ChangeRequest } from './change-request.ts';
import type { ExecuteOptions } from './execute.ts';
import type { JournalRun } from './journal-port.ts';
import type { ChangePlan, ChangeResult, RepositoryPlan } from './plan.ts';

/** The way in for what changes repositories. Loaded by the first change: most runs only read. */

/**
 * Plans a change in each repository, against what its server says now. Nothing is asked for and nothing changed. What
 * fails in one repository stands in its place in the plan; rejects only when `signal` aborts.
 */
export async function planChange(
  request: ChangeRequest,
  guns: readonly Gun[],
  ports: ChangePorts,
  signal: AbortSignal,
): Promise<ChangePlan> {
  const work = await import('./plan-change.ts');
  return work.planChange(request, guns, { ports, signal });
}

/**
 * Carries out what was planned: asks for passphrases first, then signs, publishes and verifies each repository. One
 * result for each repository of the plan, in its order; whatever happens to one, the others go on.
 */
export async function executeChange(
  plan: ChangePlan,
  ports: ChangePorts,
  options: ExecuteOptions,
): Promise<readonly ChangeResult[]> {
  const work = await import('./execute-change.ts');
  return work.executeChange(plan, ports, options);
}

/** Plans what a run left undone once more, with the keys that were made for it. */
export async function planResumed(
  run: JournalRun,
  ports: ChangePorts,
  signal: AbortSignal,
): Promise<ChangePlan> {
  const work = await import('./resume.ts');
  return work.planResumed(run, ports, signal);
}

/** Plans a change in one repository from what is known of it, as `planRepository`; asks no server. Rejects as that throws. */
export async function planFrom(input: PlanInput): Promise<RepositoryPlan> {
  const { planRepository } = await import('./plan-repository.ts');
  return planRepository(input);
}
