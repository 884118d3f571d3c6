import type { CommandId } from '../keymap/commands.ts';
import { isChanging, topOverlay, wizardOf } from './selectors.ts';
import type { AppState } from './state.ts';
import { claimId, pushOverlay, type Step, step, still } from './step.ts';
import type { WizardCommand } from './wizard-kit.ts';
import { WIZARDS, type WizardId, type WizardState } from './wizard-state.ts';

type Handler = (state: AppState) => Step;

const IN_WIZARD = {
  'wizard-continue': 'continue',
  'wizard-toggle': 'toggle',
  'wizard-button': 'switch-button',
  'wizard-detail': 'detail',
  'wizard-widen': 'widen',
  'wizard-leave': 'leave',
} as const satisfies Partial<Record<CommandId, WizardCommand>>;

/** What commands about wizards do: open one, or something within the one that is open. */
export const WIZARD_HANDLERS = {
  ...(Object.fromEntries(WIZARDS.map((id) => [id, opening(id)])) as Record<WizardId, Handler>),
  ...(Object.fromEntries(Object.entries(IN_WIZARD).map(([id, command]) => [id, within(command)])) as Record<
    keyof typeof IN_WIZARD,
    Handler
  >),
  /** From the page of a result it goes on with what is left. */
  fix: (state: AppState) => (wizardOf(state) === null ? opening('fix') : within('next-finding'))(state),
};

/** Keys go to the wizard from here on, even while its code is still being loaded. */
function opening(wizard: WizardId): Handler {
  return (state) => {
    const { id, state: claimed } = claimId(state);
    const waiting = pushOverlay(claimed, { kind: 'wizard', wizard: waitingWizard(wizard, id), field: null });
    return state.wizards?.open(waiting) ?? step(waiting, { kind: 'load-wizards', id });
  };
}

function waitingWizard(wizard: WizardId, id: number): WizardState {
  return {
    id: wizard,
    guns: [],
    subject: null,
    answers: new Map(),
    phase: { at: 'loading', id },
    keys: null,
    reviewed: null,
    run: null,
    fix: null,
  };
}

function within(command: WizardCommand): Handler {
  return (state) => state.wizards?.command(state, command) ?? still(state);
}

/** Ctrl+C ends the app at once; while something is being changed, only after it was asked or when pressed again. */
export function interrupt(state: AppState): Step {
  const overlay = topOverlay(state);
  const asking = overlay?.kind === 'confirm' && overlay.question.kind === 'quit-change';
  return isChanging(state) && !asking
    ? still(pushOverlay(state, { kind: 'confirm', question: { kind: 'quit-change' } }))
    : step({ ...state, quitting: true }, { kind: 'exit', code: INTERRUPTED });
}

const INTERRUPTED = 130;
