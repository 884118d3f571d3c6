import type { AppError } from '../../base/index.ts';
import type { Gun } from '../../tuf/index.ts';
import { OperationError } from '../errors.ts';
import { isServerWide } from '../failure-kind.ts';
import { inParallel } from '../in-parallel.ts';
import { Outages } from '../outages.ts';
import type { ChangePorts } from './change-ports.ts';
import type { ChangeRequest } from './change-request.ts';
import type { ExecuteOptions } from './execute.ts';
import { executeRepository } from './execute-repository.ts';
import { type Execution, NEVER, type ReadyRepository, report, reportFailure } from './execution.ts';
import { closeMadeUpFor } from './made-up-for.ts';
import type { ChangePlan, ChangeResult, PlanResult } from './plan.ts';
import { removeRetiredKeys } from './retired-keys.ts';
import { journalOf } from './run-journal.ts';
import { ServerKeys } from './server-keys.ts';
import { unlockKeys } from './unlock-keys.ts';

/** See `changes.ts`. */
export async function executeChange(
  plan: ChangePlan,
  ports: ChangePorts,
  options: ExecuteOptions,
): Promise<readonly ChangeResult[]> {
  const { execution, failed } = await prepare(plan, ports, options);
  const settled = await inParallel(
    plan.repositories,
    (planned) => execute(planned, execution, failed.get(planned.gun) ?? null),
    NEVER,
  );
  const results = plan.repositories.map((planned, index): ChangeResult => {
    const one = settled[index];
    return one?.ok === true ? one.value : failure(planned, one?.error);
  });
  return tidyUp(results, plan.request, execution);
}

interface Prepared {
  readonly execution: Execution;
  /** Repositories for which nothing will be done, and why. */
  readonly failed: ReadonlyMap<Gun, unknown>;
}

/** All questions first, then new keys on the disk, then the journal: nothing is published that could not be gone on with. */
async function prepare(plan: ChangePlan, ports: ChangePorts, options: ExecuteOptions): Promise<Prepared> {
  const ready = plan.repositories.flatMap(readyRepository);
  for (const { gun } of ready) {
    report({ options }, gun, 'unlocking');
  }
  const { passphrases, signal } = options;
  const journal = journalOf(plan, ports);
  const failed = new Map<Gun, unknown>();
  const newKeys = [...(plan.resumes?.newKeys ?? [])];
  try {
    const unlocked = await unlockKeys(ready, ports, { passphrases, signal });
    for (const [gun, error] of unlocked.failed) {
      failed.set(gun, error);
    }
    newKeys.push(...unlocked.saved);
    if (failed.size < ready.length || unlocked.saved.length > 0) {
      await journal.begin(unlocked.saved);
    }
  } catch (error) {
    for (const { gun } of ready.filter((one) => !failed.has(one.gun))) {
      failed.set(gun, error);
    }
  }
  const outages = new Outages(isSameForAll);
  const serverKeys = new ServerKeys({ remotes: ports.remotes, outages, signal });
  await serverKeys.askAhead(ready.filter(({ gun }) => !failed.has(gun)));
  return { execution: { ports, options, journal, newKeys, serverKeys, outages }, failed };
}

async function execute(planned: PlanResult, execution: Execution, obstacle: unknown): Promise<ChangeResult> {
  const [ready] = readyRepository(planned);
  const { gun } = planned;
  try {
    if (ready === undefined) {
      await clearWithoutEffect(planned, execution);
      return notCarriedOut(planned);
    }
    if (obstacle !== null) {
      throw obstacle;
    }
    const executed = await executeRepository(ready, execution);
    await settle(gun, executed, execution);
    return { gun, ...executed };
  } catch (error) {
    return fail(planned, error, execution);
  }
}

async function settle(
  gun: Gun,
  { result, verified, error }: Pick<ChangeResult, 'result' | 'verified' | 'error'>,
  execution: Execution,
): Promise<void> {
  if (error !== null) {
    reportFailure(execution, gun, error);
  } else {
    report(execution, gun, 'done');
  }
  if (!verified) {
    // What the server took is found again by its files: whoever goes on must not do it twice.
    await execution.journal.note(gun, result === 'published' ? 'publishing' : 'failed', { error });
  } else if (result === 'nothing-to-do') {
    await execution.journal.note(gun, 'nothing-to-do');
  }
}

/** What may be published or not stays marked as that, so that going on begins with finding out. */
async function fail(planned: PlanResult, error: unknown, execution: Execution): Promise<ChangeResult> {
  const { gun } = planned;
  reportFailure(execution, gun, error);
  const isUnknown = error instanceof OperationError && error.code === 'publish-unknown';
  if (!isUnknown) {
    await execution.journal.note(gun, 'failed', { error });
  }
  return failure(planned, error);
}

function failure({ gun, plan }: PlanResult, error: unknown): ChangeResult {
  return { gun, plan, result: 'failed', verified: false, error };
}

function notCarriedOut(planned: PlanResult): ChangeResult {
  const { gun, plan, error } = planned;
  if (plan === null) {
    return failure(planned, error);
  }
  // What there is nothing to do about was downloaded and verified for the plan.
  return plan.outcome === 'nothing-to-do'
    ? { gun, plan, result: 'nothing-to-do', verified: true, error: null }
    : { gun, plan, result: 'planned', verified: false, error: null };
}

/** Staged changes that change nothing are in effect already: a publish is done with them. */
async function clearWithoutEffect(planned: PlanResult, { ports }: Execution): Promise<void> {
  const staged = stagedOf(planned);
  if (planned.plan?.outcome === 'nothing-to-do' && staged.length > 0) {
    await ports.changelist.remove(planned.gun, staged);
  }
}

function readyRepository(planned: PlanResult): readonly ReadyRepository[] {
  const { gun, plan } = planned;
  return plan?.outcome === 'ready' ? [{ gun, plan, staged: stagedOf(planned) }] : [];
}

function stagedOf(planned: PlanResult): readonly string[] {
  return planned.plan === null ? [] : (planned.staged ?? []);
}

/** What fails now changes nothing about what is published; it is told beside it. */
async function tidyUp(
  results: readonly ChangeResult[],
  request: ChangeRequest,
  { ports, options, journal }: Execution,
): Promise<readonly ChangeResult[]> {
  try {
    await journal.end();
    await closeMadeUpFor(request, results, ports.journal);
    await removeRetiredKeys(results, options, ports);
    return results;
  } catch (error) {
    const index = results.findIndex((result) => result.result === 'published' && result.error === null);
    return results.map((result, at) => (at === index ? { ...result, error } : result));
  }
}

/** Whoever may not sign in may not publish anywhere on that server. */
function isSameForAll(error: AppError): boolean {
  return isServerWide(error) || error.code === 'authentication-required';
}
