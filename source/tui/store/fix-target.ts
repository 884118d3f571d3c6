import type { Diagnosed, Finding } from '../../operations/index.ts';
import type { Gun } from '../../tuf/index.ts';
import { isExamined } from '../presentation/checkup.ts';
import type { FindingPlace } from '../presentation/row.ts';
import { diagnosisOf } from './diagnosing.ts';
import { rowUnderCursor } from './rows.ts';
import { loadOf, selectedRepository } from './selectors.ts';
import type { AppState } from './state.ts';
import type { WizardState } from './wizard-state.ts';

/** What `f` is about. */
export interface FixTarget {
  /** null: the keys on this machine. */
  readonly gun: Gun | null;
  /** null for the worst finding that something can be done about. */
  readonly wanted: FindingPlace | null;
}

/** The finding under the cursor, else the repository under it, else the selected one; null where there is none. */
export function fixTarget(state: AppState): FixTarget | null {
  const row = rowUnderCursor(state);
  // A repository is shown with the worst of its findings: what is meant is the worst that something can be done about.
  if (row?.opens?.kind === 'repository') {
    return { gun: row.opens.gun, wanted: null };
  }
  if (row !== null && row.finding !== null) {
    return { gun: row.finding.gun, wanted: row.finding };
  }
  // The page over all repositories is not about the selected one.
  const gun = state.focus === 'checkup' ? null : selectedRepository(state);
  return gun === null ? null : { gun, wanted: null };
}

/** Whether two examinations mean the same by a finding; its level and its words may have changed in between. */
export function isSameFinding(left: Finding, right: Finding): boolean {
  return (
    left.code === right.code &&
    left.role === right.role &&
    left.subjects.length === right.subjects.length &&
    left.subjects.every((subject) => right.subjects.includes(subject))
  );
}

/** The worst of what is left that something can be done about; null where there is nothing of the kind. */
export function nextToFix({ fix }: WizardState): Diagnosed | null {
  return fix?.left.status === 'found' ? firstToFix(fix.left.findings) : null;
}

export function firstToFix(findings: readonly Diagnosed[]): Diagnosed | null {
  return findings.find(({ fix }) => fix !== null) ?? null;
}

/** Whether the repository that `f` is about has been opened, or is known not to open; keys are always there. */
export function isReadyToFix(state: AppState, { gun }: FixTarget): boolean {
  return gun === null || isExamined({ load: loadOf(state, gun) });
}

/** The doctor has said already that nothing can be done about the finding under the cursor. */
export function isBeyondHelp(state: AppState, { gun, wanted }: FixTarget): boolean {
  const known = gun === null ? state.machine.findings : diagnosisOf(state, gun).diagnosis?.findings;
  const same = known?.find(({ finding }) => wanted !== null && isSameFinding(finding, wanted.finding));
  return same !== undefined && same.fix === null;
}

/** Nothing at all was found where `f` would look. */
export function isHealthy(state: AppState, { gun, wanted }: FixTarget): boolean {
  return wanted === null && loadOf(state, gun).report?.health.findings.length === 0;
}
