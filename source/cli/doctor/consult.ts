import { doctor } from '../../doctor/index.ts';
import {
  type Diagnosed,
  type Diagnosis,
  diagnose,
  diagnoseMachine,
  type Gun,
  inParallel,
  type KeyStore,
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

export interface Surgery {
  readonly workspace: Workspace;
  readonly context: CommandContext;
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

/** Examines repositories and the keys on this machine. */
export async function consult(patients: Patients, surgery: Surgery): Promise<Consultation> {
  const repositories = await examineRepositories(patients.guns, surgery, { refresh: false });
  return { repositories, machine: await examineKeys({ repositories, all: patients.all }, surgery) };
}

/**
 * Examines several repositories at a time; a server that is away is asked once. With `refresh` what this run knows
 * already is asked for again.
 */
export async function examineRepositories(
  guns: readonly Gun[],
  { workspace, context }: Surgery,
  { refresh }: { readonly refresh: boolean },
): Promise<readonly Diagnosis[]> {
  const { signal } = context.io;
  let listed: ReturnType<KeyStore['list']> | null = null;
  const list = () => {
    listed ??= workspace.keys.list();
    return listed;
  };
  const ports = { ...workspace, keys: { list } };
  const outages = new Outages();
  const settled = await inParallel(
    guns,
    async (gun) => diagnose(await openExamination(gun, ports, { refresh, signal, outages }), doctor),
    signal,
  );
  return settled.map((result) => {
    if (!result.ok) {
      throw result.error;
    }
    return result.value;
  });
}

/** Examines the keys on this machine, as far as these repositories tell; `all` when they are all that is known. */
export async function examineKeys(
  { repositories, all }: { readonly repositories: readonly Diagnosis[]; readonly all: boolean },
  { workspace }: Surgery,
): Promise<readonly Diagnosed[]> {
  const complete = all && repositories.every(({ facts }) => facts?.trusted === true);
  const found = await diagnoseMachine(workspace, { doctor, complete });
  return all ? found : found.filter((one) => concerns(one, repositories));
}

/** Whether somebody who asks about these repositories wants to hear it: keys of others are not what he asked about. */
function concerns({ finding }: Diagnosed, repositories: readonly Diagnosis[]): boolean {
  const roles = repositories.flatMap(({ facts }) =>
    facts === null ? [] : [...facts.baseRoles, ...facts.delegations],
  );
  const used = new Set<string>(roles.flatMap(({ keys }) => keys.map(({ canonicalId }) => canonicalId)));
  return finding.code === 'private-key-permissions' || finding.subjects.some((id) => used.has(id));
}

export function hasErrors({ repositories, machine }: Consultation): boolean {
  return [...repositories.flatMap(({ findings }) => findings), ...machine].some(
    ({ finding }) => finding.level === 'error',
  );
}
