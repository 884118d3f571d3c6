import { doctor } from '../../doctor/index.ts';
import {
  type Diagnosed,
  type Diagnosis,
  diagnose,
  diagnoseMachine,
  type Examination,
  type Gun,
  inParallel,
  listLocalRepositories,
  Outages,
  openExamination,
} from '../../operations/index.ts';
import type { CommandContext, Invocation } from '../command.ts';
import type { Workspace } from '../ports.ts';
import { repositoryOf } from '../repository-argument.ts';

/** What the doctor says of some repositories, and of the keys on this machine. */
export interface Consultation {
  /** In the order in which they were asked for. */
  readonly repositories: readonly Diagnosis[];
  readonly machine: readonly Diagnosed[];
}

/** Repositories to be examined; `all` when they are everything that is known. */
export interface Patients {
  readonly guns: readonly Gun[];
  readonly all: boolean;
}

/** Repositories as typed, each once; all that this machine knows by itself without any. */
export async function patientsOf({ positionals }: Invocation, workspace: Workspace): Promise<Patients> {
  if (positionals.length > 0) {
    return { guns: [...new Set(positionals.map((text) => repositoryOf(workspace, text)))], all: false };
  }
  const { cache } = workspace;
  const known = await listLocalRepositories({ cache, book: await workspace.book() });
  return { guns: known.map(({ gun }) => gun), all: true };
}

/** Examines every repository, several at a time; with `refresh` whatever this run knows already is asked for again. */
export async function consult(
  { guns, all }: Patients,
  { workspace, context, refresh }: { workspace: Workspace; context: CommandContext; refresh: boolean },
): Promise<Consultation> {
  const { signal } = context.io;
  const { session, keys, changelist, remotes, clock, clockAhead, backups } = workspace;
  const listed = keys.list();
  const ports = { session, keys: { list: () => listed }, changelist, remotes, clock, clockAhead };
  const outages = new Outages();
  const settled = await inParallel(
    guns,
    async (gun) => {
      const examination = await openExamination(gun, ports, { refresh, signal, outages });
      return { examination, diagnosis: await diagnose(examination, doctor) };
    },
    signal,
  );
  const examined = settled.map((result) => {
    if (!result.ok) {
      throw result.error;
    }
    return result.value;
  });
  const examinations = examined.map(({ examination }) => examination);
  const machine = await diagnoseMachine(
    { session, keys: ports.keys, backups, clock },
    { doctor, complete: all && examinations.every(({ facts }) => facts?.trusted === true) },
  );
  return {
    repositories: examined.map(({ diagnosis }) => diagnosis),
    machine: all ? machine : machine.filter((one) => concerns(one, examinations)),
  };
}

/** Whether somebody who asks about these repositories wants to hear it: keys of others are not what he asked about. */
function concerns({ finding }: Diagnosed, examinations: readonly Examination[]): boolean {
  const used = new Set<string>(
    examinations.flatMap(({ facts }) =>
      facts === null
        ? []
        : [...facts.baseRoles, ...facts.delegations].flatMap(({ keys }) =>
            keys.map(({ canonicalId }) => canonicalId),
          ),
    ),
  );
  return finding.code === 'private-key-permissions' || finding.subjects.some((id) => used.has(id));
}
