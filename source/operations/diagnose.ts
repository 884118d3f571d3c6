import { AppError, type Clock } from '../base/index.ts';
import type { Gun } from '../tuf/index.ts';
import type { BackupRecord } from './changes/key-ports.ts';
import type { Doctor, Examination, MachineExamination } from './doctor-port.ts';
import { failureKind } from './failure-kind.ts';
import type { Diagnosed, Health } from './findings.ts';
import { freshnessOf } from './freshness.ts';
import { compareNatural } from './natural-order.ts';
import type { Changelist, KeyStore, Remotes, ServerChoice } from './ports.ts';
import type { RepositoryFacts } from './report.ts';
import { buildReport } from './reports/build-report.ts';
import type { OpenOptions, Session } from './session.ts';

/** A plan is made for each; more is wrong only where somebody wants the doctor to be busy. */
const MOST_PRESCRIBED = 100;

/** What an examination reads from. */
export interface ExaminationPorts {
  readonly session: Session;
  /** Which server it is, where that one could not be asked. */
  readonly remotes: Pick<Remotes, 'remoteFor'>;
  readonly keys: KeyStore;
  readonly changelist: Changelist;
  readonly clock: Clock;
  /** See `Examination.clockAhead`; as told by the last answer of this server. */
  readonly clockAhead: (server: ServerChoice) => number | null;
}

/** A repository with everything that is wrong with it, worst first, and what can be done about each. */
export interface Diagnosis {
  readonly gun: Gun;
  /** null when it could not be opened at all. */
  readonly facts: RepositoryFacts | null;
  readonly level: Health['level'];
  readonly findings: readonly Diagnosed[];
}

/**
 * Opens a repository to be examined. What keeps it from being opened is part of the examination; rejects only with what
 * says nothing about the repository: the signal's reason, and defects.
 */
export async function openExamination(
  gun: Gun,
  ports: ExaminationPorts,
  options: OpenOptions,
): Promise<Examination> {
  const { session, keys, changelist, clock, clockAhead } = ports;
  const [opened, { keys: localKeys }, { changes: staged }] = await Promise.all([
    session.open(gun, options).catch(refusal),
    keys.list(),
    changelist.read(gun),
  ]);
  const now = clock.now();
  const shared = { gun, localKeys, staged, now };
  if (opened instanceof AppError) {
    const server = await serverOf(gun, ports);
    const ahead = server === null ? null : clockAhead(server);
    return { ...shared, facts: null, server, error: opened, clockAhead: ahead, seenBefore: false };
  }
  const facts = buildReport({
    refreshed: opened,
    freshness: freshnessOf(opened),
    localKeys,
    stagedChanges: staged.length,
    now,
  });
  return {
    ...shared,
    facts,
    server: opened.server,
    error: opened.serverError,
    clockAhead: clockAhead(opened.server),
    seenBefore: opened.cachedAt !== null,
  };
}

/** Everything that is wrong with an examined repository, and what can be done about it. */
export async function diagnose(examination: Examination, doctor: Doctor): Promise<Diagnosis> {
  const { gun, facts } = examination;
  const { level, findings } = doctor.examine(examination);
  return {
    gun,
    facts,
    level,
    findings: await Promise.all(
      findings.map(async (finding, index) => ({
        finding,
        fix: index < MOST_PRESCRIBED ? await doctor.prescribe(finding, examination) : null,
      })),
    ),
  };
}

export interface MachinePorts {
  readonly session: Session;
  readonly keys: KeyStore;
  readonly backups: Pick<BackupRecord, 'backedUp'>;
  readonly clock: Clock;
}

/** What is wrong with the keys on this machine; `complete` as for `MachineExamination`. */
export async function diagnoseMachine(
  { session, keys, backups, clock }: MachinePorts,
  { doctor, complete }: { readonly doctor: Doctor; readonly complete: boolean },
): Promise<readonly Diagnosed[]> {
  const [{ keys: localKeys }, backedUp] = await Promise.all([keys.list(), backups.backedUp()]);
  const examination: MachineExamination = {
    localKeys,
    backedUp,
    // In an order of their own: which server answered first says nothing.
    states: [...session.opened.values()]
      .map(({ state }) => state)
      .sort((left, right) => compareNatural(left.gun, right.gun)),
    complete,
    now: clock.now(),
  };
  return doctor
    .examineMachine(examination)
    .map((finding) => ({ finding, fix: doctor.prescribeForMachine(finding, examination) }));
}

function refusal(error: unknown): AppError {
  if (error instanceof AppError && failureKind(error) !== 'interrupted') {
    return error;
  }
  throw error;
}

/** null where the configuration gives none; opening was refused with the reason already. */
async function serverOf(
  gun: Gun,
  { remotes }: Pick<ExaminationPorts, 'remotes'>,
): Promise<ServerChoice | null> {
  const remote = await remotes.remoteFor(gun).catch(refusal);
  return remote instanceof AppError ? null : remote.server;
}
