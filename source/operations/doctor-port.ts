import type { AppError } from '../base/index.ts';
import type { Gun, KeyId, RepositoryState } from '../tuf/index.ts';
import type { Explanation, Finding, Fix, Health } from './findings.ts';
import type { LocalKey, ServerChoice, StagedChange } from './ports.ts';
import type { RepositoryFacts } from './report.ts';

/** Everything about one repository that findings are drawn from. */
export interface Examination {
  readonly gun: Gun;
  /** null when the repository could not be opened at all. */
  readonly facts: RepositoryFacts | null;
  /** The server that was asked; null when none could be chosen. */
  readonly server: ServerChoice | null;
  /** Why it could not be opened, or what kept the server from answering; null when it answered. */
  readonly error: AppError | null;
  readonly localKeys: readonly LocalKey[];
  readonly staged: readonly StagedChange[];
  /** How far the server's clock is ahead of ours, in milliseconds; null when it did not say. */
  readonly clockAhead: number | null;
  /** This machine has verified the repository in an earlier update: an older state cannot be passed off as the newest. */
  readonly seenBefore: boolean;
  readonly now: Date;
}

/** What is on this machine, apart from any one repository. */
export interface MachineExamination {
  readonly localKeys: readonly LocalKey[];
  /** When each key was last backed up from here. */
  readonly backedUp: ReadonlyMap<KeyId, Date>;
  /** Repositories that were examined, as far as they could be opened. */
  readonly states: readonly RepositoryState[];
  /** They are all that is known, so that a key which none of them uses is of no use at all. */
  readonly complete: boolean;
  readonly now: Date;
}

/** The doctor, as services use it: pure, except that planning a fix loads the planner. */
export interface Doctor {
  examine(examination: Examination): Health;
  examineMachine(examination: MachineExamination): readonly Finding[];
  /** What can be done about a finding of this examination; null where nothing can but waiting. */
  prescribe(finding: Finding, examination: Examination): Promise<Fix | null>;
  prescribeForMachine(finding: Finding, examination: MachineExamination): Fix | null;
  /** What a pasted line of docker or notary means, the best match first; empty when nothing is known. */
  explain(message: string): Promise<readonly Explanation[]>;
}
