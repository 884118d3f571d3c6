import type { ChangePorts } from './change-ports.ts';
import type { ExecuteOptions } from './execute.ts';
import type { ChangePlan, ChangeResult } from './plan.ts';

export async function executeChange(
  _plan: ChangePlan,
  _ports: ChangePorts,
  options: ExecuteOptions,
): Promise<readonly ChangeResult[]> {
  options.signal.throwIfAborted();
  return [];
}
