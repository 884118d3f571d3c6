import { AppError } from '../../base/index.ts';
import type { Gun } from '../../tuf/index.ts';
import type { ChangePorts } from './change-ports.ts';
import type {
  ChangeJournal,
  JournalEntry,
  JournalFile,
  JournalKey,
  JournalRun,
  JournalStatus,
} from './journal-port.ts';
import type { ChangePlan, PlanResult } from './plan.ts';

/** What this machine can do no more about. */
const DONE: ReadonlySet<JournalStatus> = new Set(['verified', 'nothing-to-do', 'needs-others']);

export function isDone(status: JournalStatus): boolean {
  return DONE.has(status);
}

interface NoteDetail {
  readonly error?: unknown;
  /** The files that are about to be published. */
  readonly sent?: readonly JournalFile[];
}

/** One run's page of the journal, written anew with every step: one write at a time, the newest state each. */
export class RunJournal {
  readonly #journal: ChangeJournal;
  readonly #entries: Map<Gun, JournalEntry>;
  #run: JournalRun;
  #begun = false;
  #last: Promise<unknown> = Promise.resolve();
  #waiting: Promise<void> | null = null;

  constructor(journal: ChangeJournal, run: JournalRun) {
    this.#journal = journal;
    this.#run = run;
    this.#entries = new Map(run.repositories.map((entry) => [entry.gun, entry]));
  }

  /** Writes the run down, before it changes anything. */
  begin(newKeys: readonly JournalKey[]): Promise<void> {
    this.#run = { ...this.#run, newKeys: [...this.#run.newKeys, ...newKeys] };
    this.#begun = true;
    return this.#write();
  }

  /** Notes how far a repository has come; resolves when that is on the disk. */
  async note(gun: Gun, status: JournalStatus, detail: NoteDetail = {}): Promise<void> {
    const { error = null, sent = this.#entries.get(gun)?.sent ?? [] } = detail;
    this.#entries.set(gun, { gun, status, error: error === null ? null : codeOf(error), sent });
    if (this.#begun) {
      await this.#write();
    }
  }

  /** Closes the run when nothing of it is left to do, or when it came to nothing at all. */
  async end(): Promise<void> {
    if (!this.#begun) {
      return;
    }
    const entries = [...this.#entries.values()];
    const isLeft = entries.some(({ status }) => !isDone(status));
    const hasLeftTraces =
      this.#run.newKeys.length > 0 ||
      entries.some(({ status }) => status === 'verified' || status === 'publishing');
    if (!isLeft || !hasLeftTraces) {
      await this.#last;
      await this.#journal.remove(this.#run.id);
    }
  }

  /** A write that still waits for its turn will hold whatever is noted until then, so that one is enough for all. */
  #write(): Promise<void> {
    if (this.#waiting === null) {
      const write = this.#last.then(() => {
        this.#waiting = null;
        return this.#journal.write({ ...this.#run, repositories: [...this.#entries.values()] });
      });
      this.#waiting = write;
      this.#last = write.catch(() => undefined);
    }
    return this.#waiting;
  }
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'internal-error';
}

/** The page for carrying out a plan: a new one, or that of the run which the plan goes on with. */
export function journalOf(
  { request, repositories, resumes }: ChangePlan,
  { journal, clock, newRunId }: Pick<ChangePorts, 'journal' | 'clock' | 'newRunId'>,
): RunJournal {
  const entries = repositories.map(plannedEntry);
  const planned = new Set(entries.map(({ gun }) => gun));
  const before = resumes?.repositories.filter(({ gun }) => !planned.has(gun)) ?? [];
  return new RunJournal(journal, {
    ...(resumes ?? { id: newRunId(), startedAt: clock.now(), request, newKeys: [] }),
    repositories: [...before, ...entries],
  });
}

function plannedEntry({ gun, plan, error }: PlanResult): JournalEntry {
  if (plan === null) {
    return { gun, status: 'failed', error: codeOf(error), sent: [] };
  }
  return { gun, status: plan.outcome === 'ready' ? 'planned' : plan.outcome, error: null, sent: [] };
}
