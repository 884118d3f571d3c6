import type { Gun } from '../../tuf/index.ts';
import { listKeys, listRepositories } from '../store/answers.ts';
import { refreshAll } from '../store/loading.ts';
import type { AppState, EffectId } from '../store/state.ts';
import { andThen, type Step, still, toast } from '../store/step.ts';
import type { WizardEvent } from '../store/wizard-event.ts';
import { BEFORE_UNLOCKED, type RunningPhase, type TaskResult } from '../store/wizard-state.ts';
import { withWizard } from './asked.ts';
import type { Asked } from './definition.ts';
import { keysReady } from './finish-asking.ts';
import { diagnosed, lookAfterwards, toldWhatIsLeft } from './fix/fix-flow.ts';
import { closeQuestions, closeWizard } from './leave.ts';
import { hasChanged, reviewOf, toStart } from './start-over.ts';

/** Something came of the wizard's work. What nobody waits for any more is dropped. */
export function happened(asked: Asked, id: EffectId, event: WizardEvent): Step {
  const { phase } = asked.wizard;
  if (phase.at === 'preparing' && phase.id === id) {
    return prepared(asked, event);
  }
  return phase.at === 'running' && phase.id === id
    ? ran(asked, phase, event)
    : toldWhatIsLeft(asked, id, event);
}

function prepared(asked: Asked, event: WizardEvent): Step {
  const { app } = asked;
  switch (event.kind) {
    case 'keys':
      return keysReady(asked, event.keys);
    case 'planned':
      return still(withWizard(app, { phase: reviewOf(event.reviewed), reviewed: event.reviewed }));
    case 'diagnosed':
      return diagnosed(asked, event.findings);
    case 'forgotten':
      return andThen(listRepositories(closeWizard(app)), (next) => toast(next, asked.words.resume.forgotten));
    case 'failed':
      return still(withWizard(app, { phase: { at: 'failed', failure: event.failure, top: 0 } }));
    default:
      return still(app);
  }
}

function ran(asked: Asked, phase: RunningPhase, event: WizardEvent): Step {
  const { app } = asked;
  switch (event.kind) {
    case 'progress': {
      const progress = new Map(phase.progress).set(event.progress.gun, event.progress);
      const unlocked = phase.trying && !BEFORE_UNLOCKED.has(event.progress.step);
      return still(
        withWizard(app, {
          phase: unlocked
            ? { ...phase, progress, asked: null, typed: false, trying: false }
            : { ...phase, progress },
        }),
      );
    }
    case 'asked':
    case 'new-plan':
      // Whoever has asked for the end is not asked anything more.
      return still(phase.ending ? app : withWizard(app, { phase: questioned(phase, event) }));
    case 'result':
      return finished({ ...asked, app: closeQuestions(app) }, phase, event.result);
    case 'failed':
      return phase.ending
        ? toStart({ ...asked, app: closeQuestions(app) }, phase.task)
        : still(withWizard(closeQuestions(app), { phase: { at: 'failed', failure: event.failure, top: 0 } }));
    default:
      return still(app);
  }
}

function questioned(
  phase: RunningPhase,
  event: Extract<WizardEvent, { readonly kind: 'asked' | 'new-plan' }>,
): RunningPhase {
  return event.kind === 'asked'
    ? { ...phase, asked: event.asked, typed: false, trying: false }
    : { ...phase, asked: null, newPlan: event.newPlan, accepting: false, top: 0 };
}

function finished(asked: Asked, phase: RunningPhase, result: TaskResult): Step {
  const { app } = asked;
  if (phase.ending && !hasChanged(result)) {
    return toStart(asked, phase.task);
  }
  if (result.incoming !== null) {
    return still(withWizard(app, { phase: { at: 'preview', incoming: result.incoming, top: 0 } }));
  }
  const done = withWizard(app, { phase: { at: 'done', result, task: phase.task, top: 0 } });
  const guns = asked.wizard.fix === null ? result.repositories.map(({ gun }) => gun) : asked.wizard.guns;
  return andThen(showWhatChanged(done, guns), lookAfterwards);
}

/** The screen below shows the state from before until it is fetched again. */
function showWhatChanged(app: AppState, guns: readonly Gun[]): Step {
  const refreshed = refreshAll(app, guns);
  return andThen(andThen(refreshed, guns.length === 0 ? still : listRepositories), listKeys);
}
