import type { Diagnosed, Finding, Gun, RepositoryState } from '../../../operations/index.ts';
import type { ChangeRun } from '../../changes/change-command.ts';
import { drawPage } from '../../page.ts';
import { findingLines } from '../findings-text.ts';
import { waysHere } from '../possible-here.ts';
import { chooseWay } from './choose-way.ts';
import { type Operation, OVERTAKEN, showForReview, type Treatment } from './operation.ts';
import { perform } from './perform.ts';

/** More fixes than this in one repository means that they make work for each other. */
const MOST_FIXES = 100;

/** How often in a row others may publish while a repository is examined. */
const MOST_RACES = 3;

/** What is wrong somewhere, as of the last look. */
export interface Ailing {
  readonly gun: Gun | null;
  readonly findings: readonly Diagnosed[];
  /** What they were drawn from; null for keys, and for what could not be opened. */
  readonly state: RepositoryState | null;
}

/** A repository, or the keys of this machine, under treatment. */
export interface Treated {
  readonly treatments: Treatment[];
  /** As of the last look. */
  findings: readonly Diagnosed[];
  /** Findings that are not taken up again, whatever became of them. */
  readonly tried: Set<string>;
}

export function untreated(findings: readonly Diagnosed[]): Treated {
  return { treatments: [], findings, tried: new Set() };
}

export interface Ward {
  readonly run: ChangeRun;
  /** Looks again: what was true before a fix is not counted on after it. */
  readonly examine: () => Promise<Ailing>;
}

/**
 * Puts right what can be, one finding after the other, until nothing is left that has not been tried. `treated` is kept
 * up to date on the way, for the case that it is interrupted.
 */
export async function treat(first: Ailing, treated: Treated, { run, examine }: Ward): Promise<void> {
  const { tried } = treated;
  let ailing = first;
  let races = 0;
  while (tried.size < MOST_FIXES) {
    const next = ailing.findings.find((one) => !tried.has(identity(one)) && mayBeTried(one, run));
    if (next === undefined) {
      return;
    }
    tried.add(identity(next));
    const treatment = await treatOne(next, ailing, run);
    if (treatment === null) {
      continue;
    }
    if (treatment === OVERTAKEN) {
      races += 1;
      if (races < MOST_RACES) {
        tried.delete(identity(next));
      } else {
        run.context.output.warn(`${ailing.gun} keeps changing: nothing is signed in it unasked.`);
      }
    } else {
      treated.treatments.push(treatment);
    }
    if (treatment === OVERTAKEN || treatment.result === 'published' || treatment.result === 'failed') {
      ailing = await examine();
      treated.findings = ailing.findings;
    }
    if (treatment !== OVERTAKEN) {
      tellWhatStays(treatment, ailing, run);
    }
  }
}

/** The same for a finding before and after another look. */
function identity({ finding: { code, role, subjects } }: { readonly finding: Finding }): string {
  return JSON.stringify([code, role, subjects.toSorted()]);
}

function mayBeTried({ fix }: Diagnosed, { invocation }: ChangeRun): boolean {
  return waysHere(fix).length > 0 && (invocation.options.yes !== true || fix?.automatic === true);
}

async function treatOne(
  diagnosed: Diagnosed,
  ailing: Ailing,
  run: ChangeRun,
): Promise<Treatment | typeof OVERTAKEN | null> {
  const { finding, fix } = diagnosed;
  if (fix === null) {
    return null;
  }
  await show(diagnosed, ailing, run);
  const { options } = run.invocation;
  const mayAsk = options.yes !== true && options.dryRun !== true;
  const way = await chooseWay(fix, { mayAsk, context: run.context });
  if (way === null) {
    return null;
  }
  const operation: Operation = { run, gun: ailing.gun, fix, way, state: ailing.state };
  const performed = await perform(way.action, operation);
  return performed === null || performed === OVERTAKEN ? performed : { finding, way, ...performed };
}

/** Before anybody is asked, and for `--dry-run` beside the plan. */
async function show(diagnosed: Diagnosed, { gun }: Ailing, run: ChangeRun): Promise<void> {
  const { output, io } = run.context;
  const lines = findingLines(diagnosed);
  const title = gun ?? 'Private keys on this machine';
  if (run.invocation.options.dryRun !== true) {
    showForReview(['', title, ...drawPage(lines, { columns: io.columns(), styled: false })], run);
  } else if (!output.isJson) {
    output.lines(['', title]);
    await output.page(lines);
  }
}

/** A fix that put nothing right is not tried again, and not passed over in silence. */
function tellWhatStays(treatment: Treatment, { findings }: Ailing, { context }: ChangeRun): void {
  if (treatment.result === 'published' && findings.some((one) => identity(one) === identity(treatment))) {
    context.output.warn(`This is still so after its fix: ${treatment.finding.summary}.`);
  }
}
