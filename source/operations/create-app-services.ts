import type { Clock } from '../base/index.ts';
import { asGun } from '../tuf/index.ts';
import type { ActivityLog } from './activity-log.ts';
import { wordedChangeServices } from './app-changes.ts';
import { type AppServices, ServiceFailure, type SessionInfo } from './app-services.ts';
import type { ChangeTools } from './changes/change-ports.ts';
import type { BackupRecord } from './changes/key-ports.ts';
import { diagnose, diagnoseMachine, openExamination } from './diagnose.ts';
import type { Doctor } from './doctor-port.ts';
import { reportError } from './error-words.ts';
import { OperationError } from './errors.ts';
import { failureKind } from './failure-kind.ts';
import { keyInventory } from './key-inventory.ts';
import { listLocalRepositories, listRepositories } from './list-repositories.ts';
import type { Changelist, KeyStore, MetadataCache, Remotes, RepositoryBook, ServerChoice } from './ports.ts';
import type { Session } from './session.ts';

export interface AppPorts {
  readonly session: Session;
  readonly remotes: Remotes;
  readonly cache: MetadataCache;
  readonly keys: KeyStore;
  readonly changelist: Changelist;
  readonly backups: Pick<BackupRecord, 'backedUp'>;
  readonly doctor: Doctor;
  /** As `ExaminationPorts.clockAhead`. */
  readonly clockAhead: (server: ServerChoice) => number | null;
  /** Opened when first needed. */
  readonly book: () => Promise<RepositoryBook>;
  readonly clock: Clock;
  readonly activity: ActivityLog;
  /** What changes things; opened when first needed. */
  readonly changes: () => Promise<ChangeTools>;
  readonly info: () => SessionInfo;
  readonly openSandbox: () => Promise<AppServices>;
  /** Called once, after the connections are closed. */
  readonly onClose?: () => Promise<void>;
}

/** Everything the app can ask for, over the ports. What fails rejects with a `ServiceFailure`. */
export function createAppServices(ports: AppPorts): AppServices {
  const { activity, session } = ports;
  const run = <Result>(text: string, work: () => Promise<Result>): Promise<Result> =>
    worded(ports, text, work);
  return {
    session: ports.info,
    localRepositories: () =>
      run('list known repositories', async () =>
        listLocalRepositories({ cache: ports.cache, book: await ports.book() }),
      ),
    repositories: (signal) =>
      run('list repositories', async () => {
        const { cache, remotes } = ports;
        const listing = await listRepositories({ cache, book: await ports.book(), remotes, signal });
        noteFailure(activity, 'read the changefeed', listing.changefeedError);
        return listing.repositories;
      }),
    openRepository: (gun, options) =>
      run(`open ${gun}`, async () => {
        const examination = await openExamination(gun, ports, options);
        const { facts, error } = examination;
        if (facts === null) {
          throw error;
        }
        noteFailure(activity, `save ${gun}`, session.opened.get(gun)?.cacheError ?? null);
        return { ...facts, health: ports.doctor.examine(examination) };
      }),
    diagnose: (gun, options) =>
      run(`examine ${gun}`, async () => diagnose(await openExamination(gun, ports, options), ports.doctor)),
    diagnoseMachine: () =>
      run('examine keys', async () => {
        const known = await listLocalRepositories({ cache: ports.cache, book: await ports.book() });
        const complete = known.every(({ gun }) => session.opened.has(gun));
        return diagnoseMachine(ports, { doctor: ports.doctor, complete });
      }),
    explain: (message) => ports.doctor.explain(message),
    keys: () =>
      run('list keys', async () => {
        const { keys, unreadable } = await ports.keys.list();
        const states = [...session.opened.values()].map(({ state }) => state);
        return { keys: keyInventory(keys, states), unreadable };
      }),
    ...wordedChangeServices(ports.changes, run),
    resetStaged: (gun, files) =>
      run(`drop what is staged for ${gun}`, async () => {
        const { changes } = await ports.changelist.read(gun);
        const left = changes.map(({ file }) => file).filter((file) => files.includes(file));
        await ports.changelist.remove(gun, left);
        return left.length;
      }),
    addRepository: (text) =>
      run(`add ${text}`, async () => {
        const gun = asGun(text);
        if (gun === null) {
          throw new OperationError('repository-name-invalid', { text });
        }
        await (await ports.book()).add(gun);
        return gun;
      }),
    forgetRepository: (gun) =>
      run(`forget ${gun}`, async () => {
        await (await ports.book()).forget(gun);
      }),
    activity: () => activity.entries(),
    onActivity: (listener) => activity.subscribe(listener),
    openSandbox: () => run('start the sandbox', ports.openSandbox),
    close: async () => {
      await ports.remotes.close();
      await ports.onClose?.();
    },
  };
}

/** Logs an operation and puts what it throws into words. */
async function worded<Result>(
  { activity }: AppPorts,
  text: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const entry = activity.start(text);
  try {
    const result = await work();
    entry.finish('ok', null);
    return result;
  } catch (error) {
    const report = reportError(error);
    entry.finish(failureKind(error) === 'interrupted' ? 'cancelled' : 'failed', report.message);
    throw new ServiceFailure(report, { cause: error });
  }
}

/** Logs what failed without making the operation around it fail. */
function noteFailure(activity: ActivityLog, text: string, error: unknown): void {
  if (error !== null) {
    activity.start(text).finish('failed', reportError(error).message);
  }
}
