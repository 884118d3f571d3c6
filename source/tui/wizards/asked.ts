import { wizardOf } from '../store/selectors.ts';
import type { AppState, FieldState } from '../store/state.ts';
import { claimId, type Step, step } from '../store/step.ts';
import type { WizardWork } from '../store/wizard-event.ts';
import type { WizardState } from '../store/wizard-state.ts';
import type { Asked, Option, Page } from './definition.ts';
import { settledAnswers } from './fix/chosen-way.ts';

/** The open wizard with what it is worked out from; null while none is open or its code is not there. */
export function askedOf(app: AppState): Asked | null {
  const wizard = wizardOf(app)?.wizard ?? null;
  return wizard === null || app.wizards === null ? null : { app, wizard, words: app.wizards.words };
}

/** What a page was answered with, or what it proposes: the text, the choice, or all that is ticked. */
export function answersOf(asked: Asked, page: Page): readonly string[] {
  const given = asked.wizard.answers.get(page.id) ?? settledAnswers(asked.wizard).get(page.id);
  switch (page.kind) {
    case 'text':
      return given ?? [page.initial(asked)];
    case 'check': {
      const offered = new Set(page.options(asked).map(({ id }) => id));
      return (given ?? page.initial(asked)).filter((id) => offered.has(id));
    }
    case 'choose': {
      const options = page.options(asked);
      const found =
        findOption(options, given?.[0]) ??
        findOption(options, page.initial?.(asked)) ??
        options.find(({ disabled }) => disabled === undefined) ??
        options[0];
      return found === undefined ? [] : [found.id];
    }
    case 'read':
      return [];
  }
}

/** The one answer of a page; empty when there is nothing to choose from. Text without the blanks around it. */
export function answerOf(asked: Asked, page: Page): string {
  return (answersOf(asked, page)[0] ?? '').trim();
}

function findOption(options: readonly Option[], id: string | undefined): Option | undefined {
  return options.find((option) => option.id === id);
}

/** Why a page cannot be left with the answer that it has; null when it can. */
export function problemOf(asked: Asked, page: Page): string | null {
  switch (page.kind) {
    case 'text':
      return page.problem(answerOf(asked, page), asked);
    case 'check': {
      const options = page.options(asked);
      return options.length > 0 && options.every(({ disabled }) => disabled !== undefined)
        ? asked.words.nothingToTick
        : page.problem(answersOf(asked, page), asked);
    }
    case 'choose': {
      const chosen = findOption(page.options(asked), answersOf(asked, page)[0]);
      return chosen === undefined ? asked.words.nothingToChoose : (chosen.disabled ?? null);
    }
    case 'read':
      return null;
  }
}

/** The state with the open wizard changed, whatever lies over it. */
export function withWizard(app: AppState, change: Partial<WizardState>, field?: FieldState | null): AppState {
  return {
    ...app,
    overlays: app.overlays.map((overlay) =>
      overlay.kind === 'wizard'
        ? {
            ...overlay,
            wizard: { ...overlay.wizard, ...change },
            field: field === undefined ? overlay.field : field,
          }
        : overlay,
    ),
  };
}

/** Starts work under an id of its own. */
export function startWork(
  app: AppState,
  work: WizardWork,
  change: (id: number) => Partial<WizardState>,
): Step {
  const { id, state } = claimId(app);
  return step(withWizard(state, change(id), null), { kind: 'wizard', id, work });
}
