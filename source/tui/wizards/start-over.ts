import { type Step, still } from '../store/step.ts';
import type { ReviewedPlan, ReviewPhase, TaskResult, WizardTask } from '../store/wizard-state.ts';
import { withWizard } from './asked.ts';
import { backToAsking } from './asking.ts';
import type { Asked } from './definition.ts';

export function reviewOf(reviewed: ReviewedPlan): ReviewPhase {
  return { at: 'review', reviewed, top: 0, accepting: false, full: false };
}

/** Whether a task has left anything different from before. */
export function hasChanged({ repositories, files, saved, removed, tightened, dropped }: TaskResult): boolean {
  return (
    repositories.some(({ result }) => result === 'published') ||
    files.length + saved.length + removed.length + tightened.length + dropped > 0
  );
}

/** Nothing was changed: where the task was started from, with every answer. */
export function toStart(asked: Asked, task: WizardTask): Step {
  const { wizard, app } = asked;
  return task.kind === 'change' && wizard.reviewed !== null
    ? still(withWizard(app, { phase: reviewOf(wizard.reviewed) }))
    : backToAsking(asked);
}
