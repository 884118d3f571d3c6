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
    return moveChoice(asked, motion);
  }
  if (!('top' in phase)) {
    return still(asked.app);
  }
  const last = Math.max(0, bodyOf(asked, { reader: false }).lines.length - bodyRows(asked.app));
  const to = 'to' in motion ? (motion.to === 'top' ? 0 : last) : Math.min(phase.top, last) + motion.count;
  return still(withWizard(asked.app, { phase: { ...phase, top: Math.max(0, Math.min(last, to)) } }));
}
