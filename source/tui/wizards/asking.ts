import type { AppState, FieldState } from '../store/state.ts';
import { claimId, type Step, still, toast } from '../store/step.ts';
import type { WizardScroll } from '../store/wizard-kit.ts';
import type { WizardState } from '../store/wizard-state.ts';
import { answersOf, askedOf, problemOf, withWizard } from './asked.ts';
import { currentPage, definitionOf, pagesOf } from './current.ts';
import type { Asked, Page } from './definition.ts';
import { finishAsking } from './finish-asking.ts';
import { leave } from './leave.ts';

/** Shows a page with the answer it was left with, or the one it proposes. */
export function enterPage(app: AppState, page: Page): AppState {
  const asked = askedOf(app);
  if (asked === null) {
    return app;
  }
  const [answer = ''] = answersOf(asked, page);
  const phase = { at: 'asking', page: page.id, face: page.kind, insisted: false } as const;
  if (page.kind === 'read') {
    return withWizard(app, { phase: { ...phase, index: 0 } }, null);
  }
  if (page.kind !== 'text') {
    const index = page.options(asked).findIndex(({ id }) => id === answer);
    const start = page.kind === 'choose' ? Math.max(0, index) : 0;
    return withWizard(app, { phase: { ...phase, index: start } }, null);
  }
  const { id, state } = claimId(app);
  const field = { id, text: answer, cursor: answer.length, epoch: 0 };
  return withWizard(state, { phase: { ...phase, index: 0 } }, field);
}

/** Enter: on to the next page, or to what is made of the answers; a page that will not do says why. */
export function continueAsking(asked: Asked): Step {
  const page = currentPage(asked);
  if (page === null || asked.wizard.phase.at !== 'asking') {
    return still(asked.app);
  }
  if (problemOf(asked, page) !== null) {
    return still(withWizard(asked.app, { phase: { ...asked.wizard.phase, insisted: true } }));
  }
  const pages = pagesOf(asked);
  const next = pages[pages.indexOf(page) + 1];
  return next === undefined ? finishAsking(asked) : still(enterPage(asked.app, next));
}

/** Esc: to the page before, with its answer; from the first page out. */
export function backAsking(asked: Asked): Step {
  const page = currentPage(asked);
  const pages = pagesOf(asked);
  const before = page === null ? undefined : pages[pages.indexOf(page) - 1];
  return before === undefined ? leave(asked) : still(enterPage(asked.app, before));
}

/** Back to the last page that asks: from a review, or from what failed. */
export function backToAsking({ app, ...asked }: Asked): Step {
  const last = pagesOf({ app, ...asked }).at(-1);
  return last === undefined ? leave({ app, ...asked }) : still(enterPage(app, last));
}

/** To the page whose answer has most likely made it fail. */
export function backFromFailure(asked: Asked): Step {
  const { fallback } = definitionOf(asked);
  const page = pagesOf(asked).find(({ id }) => id === fallback);
  return page === undefined ? backToAsking(asked) : still(enterPage(asked.app, page));
}

/** Moves the cursor of a list; in one of which one thing is chosen, the cursor is the choice. */
export function moveChoice(asked: Asked, motion: WizardScroll): Step {
  const page = currentPage(asked);
  const { phase } = asked.wizard;
  if (page === null || page.kind === 'text' || page.kind === 'read' || phase.at !== 'asking') {
    return still(asked.app);
  }
  const options = page.options(asked);
  const to = 'to' in motion ? (motion.to === 'top' ? 0 : options.length - 1) : phase.index + motion.count;
  const index = Math.max(0, Math.min(options.length - 1, to));
  const chosen = options[index];
  const moved: Partial<WizardState> = { phase: { ...phase, index, insisted: false } };
  return still(
    withWizard(
      asked.app,
      page.kind === 'choose' && chosen !== undefined && index !== phase.index
        ? { ...moved, answers: withAnswer(asked, page, [chosen.id]) }
        : moved,
    ),
  );
}

/** Space: ticks what the cursor is on, or takes the tick away. */
export function toggle(asked: Asked): Step {
  const page = currentPage(asked);
  const { phase } = asked.wizard;
  if (page?.kind !== 'check' || phase.at !== 'asking') {
    return still(asked.app);
  }
  const option = page.options(asked)[phase.index];
  if (option?.disabled !== undefined) {
    return toast(asked.app, `${option.label}: ${option.disabled}`);
  }
  if (option === undefined) {
    return still(asked.app);
  }
  const ticked = answersOf(asked, page);
  const next = ticked.includes(option.id) ? ticked.filter((id) => id !== option.id) : [...ticked, option.id];
  const answers = withAnswer(asked, page, next);
  return still(withWizard(asked.app, { answers, phase: { ...phase, insisted: false } }));
}

/** The text of the page was edited. */
export function edited(asked: Asked, field: FieldState): Step {
  const page = currentPage(asked);
  const { phase } = asked.wizard;
  if (phase.at === 'confirm') {
    return still(withWizard(asked.app, { phase: { ...phase, insisted: false } }, field));
  }
  if (page === null || phase.at !== 'asking') {
    return still(asked.app);
  }
  const before = answersOf(asked, page)[0];
  return still(
    withWizard(
      asked.app,
      before === field.text
        ? {}
        : { answers: withAnswer(asked, page, [field.text]), phase: { ...phase, insisted: false } },
      field,
    ),
  );
}

function withAnswer({ wizard }: Asked, page: Page, answer: readonly string[]): WizardState['answers'] {
  return new Map(wizard.answers).set(page.id, answer);
}
