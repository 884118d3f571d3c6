import { wizardOf } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { claimId, popOverlay, pushOverlay, type Step, step, still, toast } from '../store/step.ts';
import type { WizardCommand } from '../store/wizard-kit.ts';
import type { ReviewPhase, RunningPhase } from '../store/wizard-state.ts';
import { askedOf, withWizard } from './asked.ts';
import { backAsking, backFromFailure, backToAsking, continueAsking, toggle } from './asking.ts';
import { definitionOf } from './current.ts';
import type { Asked } from './definition.ts';
import { planChange, startTask } from './finish-asking.ts';
import { nextFinding } from './fix/fix-flow.ts';
import { closeWizard, leave } from './leave.ts';
import { confirmationTexts, furtherRepositories, isReady, riskyRepositories } from './review-answers.ts';
import { hasChanged, toStart } from './start-over.ts';

const COMMANDS: Readonly<Record<WizardCommand, (asked: Asked) => Step>> = {
  continue: goOn,
  toggle,
  'switch-button': switchButton,
  detail: showInFull,
  widen: addRepositories,
  leave: leaveOrStop,
  'next-finding': nextFinding,
};

export function runWizardCommand(asked: Asked, command: WizardCommand): Step {
  return COMMANDS[command](asked);
}

/** Enter. */
function goOn(asked: Asked): Step {
  const { app, wizard } = asked;
  const { phase } = wizard;
  switch (phase.at) {
    case 'asking':
      return continueAsking(asked);
    case 'review':
      return phase.accepting ? acceptPlan(asked, phase) : backToAsking(asked);
    case 'confirm':
      return confirmPlan(asked, phase.review);
    case 'running':
      return phase.newPlan !== null ? answerNewPlan(asked, phase) : givePassphrase(asked, phase);
    case 'preview':
      return phase.incoming.keys.some(({ action }) => action === 'add')
        ? startTask(asked, { kind: 'save-keys' })
        : still(closeWizard(app));
    case 'failed':
      return backFromFailure(asked);
    case 'done':
    case 'looked':
      return still(closeWizard(app));
    default:
      return still(app);
  }
}

function acceptPlan(asked: Asked, review: ReviewPhase): Step {
  if (!isReady(review.reviewed)) {
    return still(closeWizard(asked.app));
  }
  if (riskyRepositories(review.reviewed).length === 0) {
    return carryOut(asked, review);
  }
  const { id, state } = claimId(asked.app);
  const field = { id, text: '', cursor: 0, epoch: 0 };
  return still(withWizard(state, { phase: { at: 'confirm', review, insisted: false } }, field));
}

function confirmPlan(asked: Asked, review: ReviewPhase): Step {
  const typed = wizardOf(asked.app)?.field?.text.trim() ?? '';
  return confirmationTexts(riskyRepositories(review.reviewed)).includes(typed)
    ? carryOut(asked, review)
    : still(withWizard(asked.app, { phase: { at: 'confirm', review, insisted: true } }));
}

function carryOut(asked: Asked, { reviewed }: ReviewPhase): Step {
  const { ending } = definitionOf(asked);
  const removeKeys = ending.kind === 'change' ? (ending.removeKeys?.(asked) ?? []) : [];
  return startTask(asked, { kind: 'change', plan: reviewed.plan, removeKeys });
}

function givePassphrase({ app }: Asked, phase: RunningPhase): Step {
  const { asked, typed, trying, id } = phase;
  if (asked === null || trying) {
    return still(app);
  }
  if (!typed) {
    return still(withWizard(app, { phase: { ...phase, asked: { ...asked, problem: 'empty' } } }));
  }
  return step(withWizard(app, { phase: { ...phase, trying: true } }), {
    kind: 'wizard',
    id,
    work: { kind: 'give-passphrase' },
  });
}

function answerNewPlan({ app }: Asked, phase: RunningPhase): Step {
  return step(withWizard(app, { phase: { ...phase, newPlan: null } }), {
    kind: 'wizard',
    id: phase.id,
    work: { kind: 'accept-new-plan', accepted: phase.accepting },
  });
}

function switchButton({ app, wizard: { phase } }: Asked): Step {
  return phase.at === 'review' || phase.at === 'running'
    ? still(withWizard(app, { phase: { ...phase, accepting: !phase.accepting } }))
    : still(app);
}

function showInFull({ app, wizard: { phase } }: Asked): Step {
  return phase.at === 'review'
    ? still(withWizard(app, { phase: { ...phase, full: !phase.full } }))
    : still(app);
}

/** Takes in the other repositories that a retired key still signs for, and plans again. */
function addRepositories(asked: Asked): Step {
  const { app, wizard, words } = asked;
  if (wizard.phase.at !== 'review') {
    return still(app);
  }
  const further = furtherRepositories(asked, wizard.phase.reviewed);
  if (further.length === 0) {
    return toast(app, words.review.nothingToAdd);
  }
  const guns = [...wizard.guns, ...further];
  const next = askedOf(withWizard(app, { guns }));
  return next === null ? still(app) : planChange(next, wizard.keys?.keys ?? []);
}

/** Esc: one step back, without loss. */
export function goBackInWizard(asked: Asked): Step {
  const { app, wizard } = asked;
  const { phase } = wizard;
  switch (phase.at) {
    case 'asking':
      return backAsking(asked);
    case 'preparing': {
      const back = backToAsking(asked);
      return {
        state: back.state,
        effects: [...back.effects, { kind: 'wizard', id: phase.id, work: { kind: 'abort' } }],
      };
    }
    case 'confirm':
      return still(withWizard(app, { phase: phase.review }, null));
    case 'running':
      return phase.asked !== null && !phase.trying && phase.newPlan === null
        ? stop(asked.app)
        : leaveOrStop(asked);
    case 'done':
      return hasChanged(phase.result) ? still(closeWizard(app)) : toStart(asked, phase.task);
    case 'loading':
      return still(closeWizard(app));
    case 'failed':
      return backFromFailure(asked);
    default:
      return backToAsking(asked);
  }
}

/** `q`: out of the wizard; out of running work only after asking. */
function leaveOrStop(asked: Asked): Step {
  const { app, wizard } = asked;
  if (wizard.phase.at !== 'running') {
    return leave(asked);
  }
  return wizard.phase.ending
    ? still(app)
    : still(pushOverlay(app, { kind: 'confirm', question: { kind: 'stop-change' } }));
}

/** The answer was yes: leaves, or ends the work before it changes anything more. */
export function confirmed(asked: Asked, question: 'leave-wizard' | 'stop-change'): Step {
  const app = popOverlay(asked.app);
  return question === 'leave-wizard' ? still(closeWizard(app)) : stop(app);
}

function stop(app: AppState): Step {
  const wizard = wizardOf(app)?.wizard;
  if (wizard?.phase.at !== 'running') {
    return still(app);
  }
  const { phase } = wizard;
  return step(withWizard(app, { phase: { ...phase, ending: true, asked: null, newPlan: null } }), {
    kind: 'wizard',
    id: phase.id,
    work: { kind: 'abort' },
  });
}
