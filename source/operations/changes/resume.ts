import type { ChangePorts } from './change-ports.ts';
import type { JournalRun } from './journal-port.ts';
import type { ChangePlan } from './plan.ts';
import { planChange } from './plan-change.ts';

export function planResumed(run: JournalRun, ports: ChangePorts, signal: AbortSignal): Promise<ChangePlan> {
  const guns = run.repositories.map(({ gun }) => gun);
  return planChange(run.request, guns, ports, signal);
}
