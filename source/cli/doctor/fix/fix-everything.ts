import { type Diagnosis, failureKind, type Gun } from '../../../operations/index.ts';
import type { ChangeRun } from '../../changes/change-command.ts';
import { mentionUnfinished } from '../../changes/resume.ts';
import type { CommandContext, Invocation } from '../../command.ts';
import { exitCodeOf, UsageError, WordedError, wordsOf } from '../../errors.ts';
import { withWorkspace } from '../../with-workspace.ts';
import {
  type Consultation,
  consult,
  examineKeys,
  examineRepositories,
  hasErrors,
  type Patients,
  patientsOf,
} from '../consult.ts';
import { FOUND_ERRORS } from '../exit-code.ts';
import { tellConsultation } from '../tell-consultation.ts';
import { fixDocument } from './fix-json.ts';
import type { Treatment } from './operation.ts';
import { type Ailing, type Treated, treat, untreated } from './treat.ts';

/** Everything that was wrong, and what has become of it. */
export interface Course {
  readonly before: Consultation;
  /** The repositories as of the last look at each. */
  readonly latest: Map<Gun, Diagnosis>;
  readonly repositories: ReadonlyMap<Gun, Treated>;
  readonly machine: Treated;
}

/** `doctor [REPO...] --fix`: each finding is shown, its fix planned, agreed to, carried out and verified. */
export async function fixEverything(invocation: Invocation, context: CommandContext): Promise<number> {
  await refuseNobodyToAsk(invocation, context);
  return withWorkspace(context, async (workspace) => {
    const run: ChangeRun = {
      // The repositories were taken from it: what is planned here is about one of them, not about all.
      invocation: { positionals: [], options: invocation.options },
      context,
      workspace,
      changes: await workspace.changes(),
    };
    const since = workspace.clock.now();
    await mentionUnfinished(run);
    const patients = await patientsOf(invocation, workspace);
    const before = await consult(patients, run);
    const course: Course = {
      before,
      latest: new Map(before.repositories.map((diagnosis) => [diagnosis.gun, diagnosis])),
      repositories: new Map(before.repositories.map(({ gun, findings }) => [gun, untreated(findings)])),
      machine: untreated(before.machine),
    };
    const error = afterFixes(await treatAll(course, patients, run), course);
    const code = await tell(course, { patients, error, run });
    if (error !== null || worstFailure(course) !== 0) {
      await mentionUnfinished({ ...run, since });
    }
    return code;
  });
}

async function refuseNobodyToAsk(
  { options: { yes, dryRun } }: Invocation,
  { ports }: CommandContext,
): Promise<void> {
  if (yes !== true && dryRun !== true && (await ports.dialog()).partner !== 'terminal') {
    throw new UsageError({
      message: 'There is nobody to ask',
      why: 'Nothing is put right before somebody has agreed to it, and input is no terminal.',
      next: 'Look at it with --dry-run, or add --yes to put right what nobody has to judge.',
    });
  }
}

/** Resolves with what interrupted it; null when it came to its end. */
async function treatAll(course: Course, patients: Patients, run: ChangeRun): Promise<unknown> {
  try {
    await treatRepositories(course, run);
    await treatKeys(course.machine, { course, all: patients.all }, run);
    if (treatmentsOf(course).some(isRestored)) {
      // What could not be signed here before may be put right with the keys that came back.
      for (const again of await examineRepositories(patients.guns, run, { refresh: true })) {
        course.latest.set(again.gun, again);
      }
      await treatRepositories(course, run);
    }
    return null;
  } catch (error) {
    return error;
  } finally {
    run.changes.keyWork.lock();
  }
}

/** An interruption leaves what was done before it: its own words would deny that. */
function afterFixes(error: unknown, course: Course): unknown {
  const count = (what: Treatment['result']) =>
    treatmentsOf(course).filter(({ result }) => result === what).length;
  const [done, failed] = [count('published'), count('failed')];
  return error === null || failureKind(error) !== 'interrupted' || done + failed === 0
    ? error
    : new WordedError(
        {
          ...wordsOf(error),
          why: `Fixes carried out before it: ${done}, which stay; failed: ${failed}. Nothing was begun after them.`,
          next: 'Run trustdeck doctor to see what is left.',
        },
        error,
      );
}

function isRestored({ way, result }: Treatment): boolean {
  return way.action.kind === 'restore-keys' && result === 'published';
}

async function treatRepositories(course: Course, run: ChangeRun): Promise<void> {
  for (const [gun, treated] of course.repositories) {
    const latest = course.latest.get(gun);
    if (latest !== undefined) {
      treated.findings = latest.findings;
      const examine = async () => {
        const [again = latest] = await examineRepositories([gun], run, { refresh: true });
        course.latest.set(gun, again);
        return ailingOf(again);
      };
      await treat(ailingOf(latest), treated, { run, examine });
    }
  }
}

/** Last, as what is done in repositories makes keys, and leaves some without use. */
async function treatKeys(
  treated: Treated,
  { course, all }: { readonly course: Course; readonly all: boolean },
  run: ChangeRun,
): Promise<void> {
  const repositories = [...course.latest.values()];
  const examine = async (): Promise<Ailing> => ({
    gun: null,
    state: null,
    findings: await examineKeys({ repositories, all }, run),
  });
  const first =
    treatmentsOf(course).length > 0
      ? await examine()
      : { gun: null, state: null, findings: treated.findings };
  treated.findings = first.findings;
  await treat(first, treated, { run, examine });
}

function ailingOf({ gun, findings, facts }: Diagnosis): Ailing {
  return { gun, findings, state: facts?.state ?? null };
}

interface Outcome {
  readonly patients: Patients;
  readonly error: unknown;
  readonly run: ChangeRun;
}

/** What is left, and what was done; resolves with the exit code. */
async function tell(course: Course, { patients, error, run }: Outcome): Promise<number> {
  const { context, invocation } = run;
  const { output } = context;
  const after = remaining(course);
  if (output.isJson) {
    output.json(fixDocument(course, error));
  } else if (error === null && (invocation.options.dryRun !== true || treatmentsOf(course).length === 0)) {
    await tellConsultation(after, patients, context);
  }
  if (error !== null) {
    return output.isJson ? exitCodeOf(error) : output.fail(error);
  }
  return hasErrors(after) ? FOUND_ERRORS : worstFailure(course);
}

function remaining({ latest, machine }: Course): Consultation {
  return { repositories: [...latest.values()], machine: machine.findings };
}

function treatmentsOf({ repositories, machine }: Course): readonly Treatment[] {
  return [...repositories.values(), machine].flatMap(({ treatments }) => treatments);
}

/** A fix that was begun and failed is no success, even when what it was for is no error. */
function worstFailure(course: Course): number {
  const codes = treatmentsOf(course).map(({ result, error }) =>
    error === null ? (result === 'failed' ? 1 : 0) : exitCodeOf(error),
  );
  return Math.max(0, ...codes);
}
