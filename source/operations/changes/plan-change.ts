import type { Gun } from '../../tuf/index.ts';
import { inParallel } from '../in-parallel.ts';
import { Outages } from '../outages.ts';
import type { ChangePorts } from './change-ports.ts';
import type { ChangeRequest } from './change-request.ts';
import { createPlanner } from './create-planner.ts';
import type { JournalKey } from './journal-port.ts';
import type { ChangePlan, PlanResult } from './plan.ts';

export interface PlanChangeOptions {
  readonly ports: ChangePorts;
  readonly signal: AbortSignal;
  /** Keys that an earlier plan for the same request has made, to be taken again. */
  readonly madeBefore?: readonly JournalKey[];
}

/** See `changes.ts`. */
export async function planChange(
  request: ChangeRequest,
  guns: readonly Gun[],
  { ports, signal, madeBefore = [] }: PlanChangeOptions,
): Promise<ChangePlan> {
  const planner = await createPlanner(request, { ports, guns, madeBefore, signal });
  const outages = new Outages();
  const settled = await inParallel(guns, (gun) => planner.plan(gun, { signal, outages }), signal);
  const repositories = guns.map((gun, index): PlanResult => {
    const result = settled[index];
    return result?.ok === true
      ? { gun, plan: result.value.plan, error: null, staged: result.value.staged }
      : { gun, plan: null, error: result?.error };
  });
  return { request, repositories };
}
