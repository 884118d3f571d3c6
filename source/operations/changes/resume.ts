import type { ChangePorts } from './change-ports.ts';
import type { JournalRun } from './journal-port.ts';
import type { ChangePlan } from './plan.ts';
import { planChange } from './plan-change.ts';
import { isDone } from './run-journal.ts';

/** See `changes.ts`. A run that turns out to have nothing left to do is closed. */
export async function planResumed(
  run: JournalRun,
  ports: ChangePorts,
  signal: AbortSignal,
): Promise<ChangePlan> {
  const guns = run.repositories.filter(({ status }) => !isDone(status)).map(({ gun }) => gun);
  const here = new Set<string>((await ports.vault.list()).keys.map(({ id }) => id));
  const madeBefore = run.newKeys.filter(({ keyId }) => here.has(keyId));
  const plan = await planChange(run.request, guns, { ports, signal, madeBefore });
  if (plan.repositories.every((result) => result.plan?.outcome === 'nothing-to-do')) {
    await ports.journal.remove(run.id);
    return plan;
  }
  return { ...plan, resumes: run };
}
