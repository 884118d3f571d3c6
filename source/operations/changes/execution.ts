import type { Gun } from '../../tuf/index.ts';
import { reportError } from '../error-words.ts';
import type { Outages } from '../outages.ts';
import type { ChangePorts } from './change-ports.ts';
import type { ExecuteOptions } from './execute.ts';
import type { JournalKey } from './journal-port.ts';
import type { ChangeProgress, RepositoryPlan } from './plan.ts';
import type { RunJournal } from './run-journal.ts';
import type { ServerKeys } from './server-keys.ts';

/** What the work on all repositories of one run shares. */
export interface Execution {
  readonly ports: ChangePorts;
  readonly options: ExecuteOptions;
  readonly journal: RunJournal;
  /** Keys that were made for the run and saved. */
  readonly newKeys: readonly JournalKey[];
  readonly serverKeys: ServerKeys;
  /** Servers that would refuse every other repository of the run in the same way. */
  readonly outages: Outages;
}

/** A plan that is to be carried out. */
export interface ReadyRepository {
  readonly gun: Gun;
  readonly plan: RepositoryPlan;
  /** Files of the changelist that the plan publishes. */
  readonly staged: readonly string[];
}

/** From the request that changes something until its result is known, nobody may interrupt. */
export const NEVER = new AbortController().signal;

export function report(
  { options }: Pick<Execution, 'options'>,
  gun: Gun,
  step: Exclude<ChangeProgress['step'], 'failed'>,
): void {
  options.onProgress({ gun, step, error: null });
}

export function reportFailure({ options }: Pick<Execution, 'options'>, gun: Gun, error: unknown): void {
  options.onProgress({ gun, step: 'failed', error: reportError(error) });
}
