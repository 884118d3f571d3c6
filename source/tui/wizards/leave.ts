import type { AppState } from '../store/state.ts';
import { pushOverlay, type Step, still } from '../store/step.ts';
import type { Asked } from './definition.ts';

/** Out of the wizard; asks first when answers would be lost. */
export function leave({ app, wizard }: Asked): Step {
  return wizard.answers.size === 0 || wizard.phase.at === 'done'
    ? still(closeWizard(app))
    : still(pushOverlay(app, { kind: 'confirm', question: { kind: 'leave-wizard' } }));
}

export function closeWizard(app: AppState): AppState {
  return closeQuestions({ ...app, overlays: app.overlays.filter(({ kind }) => kind !== 'wizard') });
}

/** Takes away questions about a wizard that has gone on since. */
export function closeQuestions(app: AppState): AppState {
  return {
    ...app,
    overlays: app.overlays.filter(
      (overlay) => overlay.kind !== 'confirm' || !ABOUT_WIZARDS.has(overlay.question.kind),
    ),
  };
}

const ABOUT_WIZARDS: ReadonlySet<string> = new Set(['leave-wizard', 'stop-change', 'quit-change']);
