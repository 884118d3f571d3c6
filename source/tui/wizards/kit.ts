import type { WizardMessages } from '../messages/areas/wizards.ts';
import { wizardOf } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { type Step, still } from '../store/step.ts';
import type { WizardKit } from '../store/wizard-kit.ts';
import { ALL_WIZARDS } from './all-wizards.ts';
import { askedOf, withWizard } from './asked.ts';
import { edited, enterPage } from './asking.ts';
import { confirmed, goBackInWizard, runWizardCommand } from './commands.ts';
import { pagesOf } from './current.ts';
import type { Asked } from './definition.ts';
import { happened } from './events.ts';
import { finishAsking } from './finish-asking.ts';
import { openFix } from './fix/fix-flow.ts';
import { copyChoices } from './pages/copy-choices.ts';
import { wizardPage } from './pages/page.ts';
import { repositoriesOnScreen } from './parts/screen.ts';
import { scrollWizard } from './scrolling.ts';

/** The wizards with the words they say. */
export function createKit(words: WizardMessages): WizardKit {
  return {
    words,
    open,
    command: (app, command) => within(app, (asked) => runWizardCommand(asked, command)),
    back: (app) => within(app, goBackInWizard),
    confirmed: (app, question) => within(app, (asked) => confirmed(asked, question)),
    scroll: (app, motion) => within(app, (asked) => scrollWizard(asked, motion)),
    edited: (app, field) => within(app, (asked) => edited(asked, field)),
    secretTyped,
    happened: (app, id, event) => within(app, (asked) => happened(asked, id, event)),
    page: (app, options) => {
      const asked = askedOf(app);
      return asked === null
        ? { title: '', note: '', lines: [], fieldLine: null }
        : wizardPage(asked, options);
    },
    copyChoices: (app) => {
      const asked = askedOf(app);
      return asked === null ? [] : copyChoices(asked);
    },
  };
}

function within(app: AppState, work: (asked: Asked) => Step): Step {
  const asked = askedOf(app);
  return asked === null ? still(app) : work(asked);
}

/** Fills the wizard that waits for its code: what it is about is what the screen below shows. */
function open(app: AppState): Step {
  const waiting = wizardOf(app)?.wizard;
  if (waiting?.phase.at !== 'loading') {
    return still(app);
  }
  if (waiting.id === 'fix') {
    return openFix(app);
  }
  const definition = ALL_WIZARDS[waiting.id];
  const subject = definition.subject?.({ ...app, overlays: [] }) ?? null;
  const filled = withWizard(app, {
    guns: definition.local === true ? [] : repositoriesOnScreen(app),
    subject,
  });
  return within(filled, (asked) => {
    const [first] = pagesOf(asked);
    return first === undefined ? finishAsking(asked) : still(enterPage(asked.app, first));
  });
}

/** Something was typed into the hidden field, or all of it deleted. */
function secretTyped(app: AppState, typed: boolean): Step {
  const phase = wizardOf(app)?.wizard.phase;
  return phase?.at === 'running'
    ? still(
        withWizard(app, {
          phase: {
            ...phase,
            typed,
            asked: phase.asked === null ? null : { ...phase.asked, problem: null },
          },
        }),
      )
    : still(app);
}
