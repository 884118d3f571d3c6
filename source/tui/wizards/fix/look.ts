import type { Step } from '../../store/step.ts';
import { startWork } from '../asked.ts';
import type { Asked } from '../definition.ts';

/** Asks the doctor anew, after somebody has put it right elsewhere. */
export function lookAgain({ app, wizard }: Asked): Step {
  return startWork(app, { kind: 'diagnose', gun: wizard.fix?.gun ?? null }, (id) => ({
    phase: { at: 'preparing', id },
  }));
}
