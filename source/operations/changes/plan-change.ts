import type { Gun } from '../../tuf/index.ts';
import type { ChangePorts } from './change-ports.ts';
import type { ChangeRequest } from './change-request.ts';
import type { ChangePlan } from './plan.ts';

export async function planChange(
  request: ChangeRequest,
  _guns: readonly Gun[],
  _ports: ChangePorts,
  signal: AbortSignal,
): Promise<ChangePlan> {
  signal.throwIfAborted();
  return { request, repositories: [] };
}
