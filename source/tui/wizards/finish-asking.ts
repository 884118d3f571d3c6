import type { TufKey } from '../../tuf/index.ts';
import { type Step, still } from '../store/step.ts';
import type { KeySource, RunningPhase, WizardTask } from '../store/wizard-state.ts';
import { askedOf, startWork, withWizard } from './asked.ts';
import { definitionOf } from './current.ts';
import type { Asked, Ending } from './definition.ts';
import { lookAgain } from './fix/look.ts';
import { closeWizard } from './leave.ts';

/** All is answered: makes the keys and the plan, or starts the work. */
export function finishAsking(asked: Asked): Step {
  const { app } = asked;
  const { ending } = definitionOf(asked);
  switch (ending.kind) {
    case 'change':
      return prepareChange(asked, ending);
    case 'task':
      return startTask(asked, ending.task(asked));
    case 'look-again':
      return lookAgain(asked);
    case 'resume': {
      const run = ending.run(asked);
      if (run === null) {
        return still(closeWizard(app));
      }
      return startWork(app, { kind: ending.forget(asked) ? 'forget' : 'resume', run }, (id) => ({
        phase: { at: 'preparing', id },
        run,
      }));
    }
  }
}

/** A key that was made for the same answers before is used again: going back and forth must not make another. */
function prepareChange(asked: Asked, ending: Extract<Ending, { readonly kind: 'change' }>): Step {
  const sources = ending.sources?.(asked) ?? [];
  const known = asked.wizard.keys;
  if (known !== null && sameSources(known.sources, sources)) {
    return planChange(asked, known.keys);
  }
  if (sources.length === 0) {
    return planChange(asked, []);
  }
  return startWork(asked.app, { kind: 'keys', sources }, (id) => ({
    phase: { at: 'preparing', id },
    keys: null,
  }));
}

/** The keys are there: asks for the plan. */
export function keysReady(asked: Asked, keys: readonly TufKey[]): Step {
  const { ending } = definitionOf(asked);
  if (ending.kind !== 'change') {
    return still(asked.app);
  }
  const sources = ending.sources?.(asked) ?? [];
  const next = askedOf(withWizard(asked.app, { keys: { sources, keys } }));
  return next === null ? still(asked.app) : planChange(next, keys);
}

export function planChange(asked: Asked, keys: readonly TufKey[]): Step {
  const { ending } = definitionOf(asked);
  const { app, wizard } = asked;
  if (ending.kind !== 'change') {
    return still(app);
  }
  const request = ending.request(asked, keys);
  const guns = ending.guns?.(asked) ?? wizard.guns;
  return startWork(app, { kind: 'plan', request, guns }, (id) => ({
    phase: { at: 'preparing', id },
    guns,
  }));
}

/** Carries something out, asking for passphrases on the way. */
export function startTask({ app }: Asked, task: WizardTask): Step {
  return startWork(app, { kind: 'task', task }, (id) => ({ phase: running(id, task) }));
}

function running(id: number, task: WizardTask): RunningPhase {
  return {
    at: 'running',
    id,
    task,
    progress: new Map(),
    asked: null,
    typed: false,
    trying: false,
    newPlan: null,
    accepting: false,
    top: 0,
    ending: false,
  };
}

function sameSources(left: readonly KeySource[], right: readonly KeySource[]): boolean {
  return (
    left.length === right.length && JSON.stringify(left.map(nameOf)) === JSON.stringify(right.map(nameOf))
  );
}

function nameOf(source: KeySource): unknown {
  return source.kind === 'known' ? source.key.id : source;
}
