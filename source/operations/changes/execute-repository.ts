import { AppError } from '../../base/index.ts';
import { OperationError } from '../errors.ts';
import type { NotaryRemote } from '../ports.ts';
import { createPlanner } from './create-planner.ts';
import { deleteRepository } from './delete-repository.ts';
import { type Execution, type ReadyRepository, report } from './execution.ts';
import type { Asking } from './key-work.ts';
import type { ChangeResult } from './plan.ts';
import { samePlan } from './plan-repository.ts';
import { publishFiles } from './publish-files.ts';
import { publishedSince } from './published-since.ts';
import { signPlan } from './sign-plan.ts';
import { sentFile } from './stored-files.ts';
import { unlockKeys } from './unlock-keys.ts';
import { type Published, verifyPublished } from './verify-published.ts';

/** How often in a row others may publish first. */
const RACES = 3;

/** What became of a repository that was worked on to the end. */
export type Executed = Pick<ChangeResult, 'plan' | 'result' | 'verified' | 'error'>;

/** Carries out the plan of one repository, from signing to verification. Rejects with what stops it. */
export async function executeRepository(
  repository: ReadyRepository,
  execution: Execution,
): Promise<Executed> {
  const { ports, outages, options } = execution;
  options.signal.throwIfAborted();
  const remote = await ports.remotes.remoteFor(repository.gun);
  const outage = outages.of(remote.server);
  if (outage !== null) {
    throw outage;
  }
  try {
    const { request } = repository.plan;
    return request.kind === 'delete'
      ? await executeDelete(repository, request.remote ? remote : null, execution)
      : await publish(repository, remote, execution);
  } catch (error) {
    if (error instanceof AppError) {
      outages.note(remote.server, error);
    }
    throw error;
  }
}

async function publish(
  repository: ReadyRepository,
  remote: NotaryRemote,
  execution: Execution,
): Promise<Executed> {
  const { gun } = repository;
  let current = repository;
  for (let races = 0; races <= RACES; races += 1) {
    const isOutdated = races === 0 && (await isOvertaken(current, remote, execution));
    const published = isOutdated ? null : await publishOnce(current, remote, execution);
    if (published !== null) {
      return verify(current, published, { remote, execution });
    }
    report(execution, gun, 'planning-again');
    const next = await planAgain(current, execution);
    if (next === null) {
      return { plan: current.plan, result: 'nothing-to-do', verified: true, error: null };
    }
    current = next;
  }
  throw new OperationError('publish-contended', { gun, attempts: RACES + 1 });
}

/** What is planned again is planned on what there is now, and needs no second look. */
function isOvertaken(
  { plan }: ReadyRepository,
  remote: NotaryRemote,
  { ports, options, outages }: Execution,
): Promise<boolean> {
  const { session, cache } = ports;
  return publishedSince(plan, { session, cache, remote }, { signal: options.signal, outages });
}

/** Signs and publishes; null when somebody else was first. */
async function publishOnce(
  { gun, plan }: ReadyRepository,
  remote: NotaryRemote,
  { ports, options, journal, serverKeys }: Execution,
): Promise<Published | null> {
  const { signal, passphrases } = options;
  const asking: Asking = { passphrases, signal };
  report({ options }, gun, 'signing');
  const { draft, files } = await signPlan(plan, { ports, serverKeys, asking });
  await journal.note(gun, 'publishing', { sent: files.map(sentFile) });
  signal.throwIfAborted();
  report({ options }, gun, 'publishing');
  const outcome = await publishFiles({ gun, files, base: plan.base }, remote);
  return outcome === 'published' ? { gun, base: plan.base, draft, files } : null;
}

/** What the change comes to on top of what others published; null when they did the same. */
async function planAgain(
  { gun, plan: before }: ReadyRepository,
  { ports, options, outages, newKeys, journal }: Execution,
): Promise<ReadyRepository | null> {
  const { signal, passphrases } = options;
  if (options.unasked === true) {
    throw new OperationError('plan-outdated', { gun });
  }
  const madeBefore = newKeys
    .filter(({ keyId }) => before.newKeys.some((made) => made.keyId === keyId))
    .map((made) => ({ ...made, gun }));
  const planner = await createPlanner(before.request, { ports, guns: [gun], madeBefore, signal });
  const after = await planner.plan(gun, { signal, outages });
  if (after.plan.outcome === 'nothing-to-do') {
    return null;
  }
  const isAgreed = samePlan(before, after.plan) || (await options.confirmNewPlan(before, after.plan));
  if (!isAgreed || after.plan.outcome !== 'ready') {
    throw new OperationError('plan-outdated', { gun });
  }
  const next = { gun, ...after };
  const { failed, saved } = await unlockKeys([next], ports, { passphrases, signal });
  if (saved.length > 0) {
    await journal.begin(saved);
  }
  if (failed.has(gun)) {
    throw failed.get(gun);
  }
  return next;
}

async function verify(
  { plan, staged }: ReadyRepository,
  published: Published,
  { remote, execution }: { readonly remote: NotaryRemote; readonly execution: Execution },
): Promise<Executed> {
  const { ports, journal } = execution;
  const { gun } = published;
  const result = { plan, result: 'published' } as const;
  report(execution, gun, 'verifying');
  try {
    await verifyPublished(published, ports, remote);
  } catch (error) {
    return { ...result, verified: false, error };
  }
  try {
    if (staged.length > 0) {
      await ports.changelist.remove(gun, staged);
    }
    await journal.note(gun, 'verified');
    return { ...result, verified: true, error: null };
  } catch (error) {
    return { ...result, verified: true, error };
  }
}

async function executeDelete(
  { gun, plan }: ReadyRepository,
  remote: NotaryRemote | null,
  execution: Execution,
): Promise<Executed> {
  const { ports, journal, options } = execution;
  await journal.note(gun, 'publishing');
  options.signal.throwIfAborted();
  report(execution, gun, 'publishing');
  await deleteRepository(gun, { remote, cache: ports.cache });
  await journal.note(gun, 'verified');
  return { plan, result: 'published', verified: true, error: null };
}
