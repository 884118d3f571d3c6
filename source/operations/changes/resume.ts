import type { Gun } from '../../tuf/index.ts';
import { inParallel } from '../in-parallel.ts';
import { Outages } from '../outages.ts';
import type { ChangePorts } from './change-ports.ts';
import type { JournalEntry, JournalRun } from './journal-port.ts';
import { openForChange } from './open-for-change.ts';
import type { ChangePlan, PlanResult } from './plan.ts';
import { planChange } from './plan-change.ts';
import { emptyPlan } from './plan-repository.ts';
import { isDone } from './run-journal.ts';
import { wasStored } from './stored-files.ts';

/** See `changes.ts`. A run that turns out to have nothing left to do is closed. */
export async function planResumed(
  run: JournalRun,
  ports: ChangePorts,
  signal: AbortSignal,
): Promise<ChangePlan> {
  const left = run.repositories.filter(({ status }) => !isDone(status));
  const looked = await inParallel(left, (entry) => findPublished(entry, run, ports, signal), signal);
  const known = new Map<Gun, PlanResult>(
    looked.flatMap((one) => (one.ok && one.value !== null ? [[one.value.gun, one.value] as const] : [])),
  );
  const plan = await planLeft(
    run,
    left.map(({ gun }) => gun).filter((gun) => !known.has(gun)),
    { ports, signal },
  );
  const planned = new Map(plan.repositories.map((result) => [result.gun, result]));
  const repositories = left.flatMap(({ gun }) => known.get(gun) ?? planned.get(gun) ?? []);
  if (repositories.every((result) => result.plan?.outcome === 'nothing-to-do')) {
    await ports.journal.remove(run.id);
    return { ...plan, repositories };
  }
  return { ...plan, repositories, resumes: run };
}

/** Keys that are no longer here would be named in what is signed, and could never sign. */
async function planLeft(
  { request, newKeys }: JournalRun,
  guns: readonly Gun[],
  { ports, signal }: { readonly ports: ChangePorts; readonly signal: AbortSignal },
): Promise<ChangePlan> {
  const { keys } = await ports.vault.list();
  const here = new Set<string>(keys.map(({ id }) => id));
  const madeBefore = newKeys.filter(({ keyId }) => here.has(keyId));
  return planChange(request, guns, { ports, signal, madeBefore });
}

/**
 * Whether the request that was under way had been taken: signing again what the server has would be a change of its own.
 * null when it was not, or when that cannot be told, so that the plan finds out what is wrong.
 */
async function findPublished(
  { gun, status, sent }: JournalEntry,
  { request }: JournalRun,
  ports: ChangePorts,
  signal: AbortSignal,
): Promise<PlanResult | null> {
  if (status !== 'publishing' || sent.length === 0) {
    return null;
  }
  const remote = await ports.remotes.remoteFor(gun);
  if (!(await wasStored(gun, sent, remote, signal))) {
    return null;
  }
  const state = await openForChange(gun, request, ports, { signal, outages: new Outages() });
  return { gun, plan: emptyPlan({ gun, request, state }), error: null };
}
