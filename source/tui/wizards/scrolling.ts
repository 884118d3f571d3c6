import { type Step, still } from '../store/step.ts';
import type { WizardScroll } from '../store/wizard-kit.ts';
import { withWizard } from './asked.ts';
import { moveChoice } from './asking.ts';
import type { Asked } from './definition.ts';
import { bodyOf } from './pages/body.ts';
import { bodyRows } from './pages/frame.ts';

/** Moves through a list, or a page that is longer than the screen. */
export function scrollWizard(asked: Asked, motion: WizardScroll): Step {
  const { phase } = asked.wizard;
  if (phase.at === 'asking') {
    return phase.face === 'read'
      ? still(withWizard(asked.app, { phase: { ...phase, index: scrolledTo(asked, phase.index, motion) } }))
      : moveChoice(asked, motion);
  }
  return 'top' in phase
    ? still(withWizard(asked.app, { phase: { ...phase, top: scrolledTo(asked, phase.top, motion) } }))
    : still(asked.app);
}

/** The first line in view after a page was scrolled. */
function scrolledTo(asked: Asked, top: number, motion: WizardScroll): number {
  const last = Math.max(0, bodyOf(asked, { reader: false }).lines.length - bodyRows(asked.app));
  const to = 'to' in motion ? (motion.to === 'top' ? 0 : last) : Math.min(top, last) + motion.count;
  return Math.max(0, Math.min(last, to));
}
