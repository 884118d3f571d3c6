import type { Diagnosed } from '../../../operations/index.ts';
import { listKeys } from '../../store/answers.ts';
import { firstToFix, fixTarget, isSameFinding, nextToFix } from '../../store/fix-target.ts';
import { refreshAll } from '../../store/loading.ts';
import { wizardOf } from '../../store/selectors.ts';
import type { AppState, EffectId } from '../../store/state.ts';
import { andThen, claimId, type Step, step, still, toast } from '../../store/step.ts';
import type { WizardEvent } from '../../store/wizard-event.ts';
import type { FixState } from '../../store/wizard-state.ts';
import { askedOf, startWork, withWizard } from '../asked.ts';
import { enterPage } from '../asking.ts';
import { pagesOf } from '../current.ts';
import type { Asked } from '../definition.ts';
import { finishAsking } from '../finish-asking.ts';
import { closeWizard } from '../leave.ts';

/** Asks the doctor what is wrong where the cursor is, and what can be done about it. */
export function openFix(app: AppState): Step {
  const target = fixTarget({ ...app, overlays: [] });
  if (target === null) {
    return still(closeWizard(app));
  }
  const fix: FixState = { ...target, current: null, left: { status: 'unknown' } };
  return startWork(app, { kind: 'diagnose', gun: target.gun }, (id) => ({
    phase: { at: 'preparing', id },
    guns: target.gun === null ? [] : [target.gun],
    fix,
  }));
}

/** The doctor has answered: to what is to be put right, or whether that has been done elsewhere. */
export function diagnosed(asked: Asked, findings: readonly Diagnosed[]): Step {
  const { fix } = asked.wizard;
  if (fix === null) {
    return still(asked.app);
  }
  if (fix.current !== null) {
    const looked = withWizard(asked.app, {
      phase: { at: 'looked', top: 0 },
      fix: { ...fix, left: { status: 'found', findings } },
    });
    return andThen(refreshAll(looked, asked.wizard.guns), listKeys);
  }
  const { wanted } = fix;
  const current =
    wanted === null
      ? firstToFix(findings)
      : (findings.find(({ finding }) => isSameFinding(finding, wanted.finding)) ?? null);
  return current === null || current.fix === null
    ? // What the screen shows is older than this answer.
      andThen(refreshAll(closeWizard(asked.app), asked.wizard.guns), (app) =>
        toast(app, nothingToDo(asked, current, findings)),
      )
    : begin(asked, { ...fix, current });
}

function nothingToDo(
  { words, wizard }: Asked,
  current: Diagnosed | null,
  findings: readonly Diagnosed[],
): string {
  if (findings.length === 0) {
    return words.fix.healthyBefore;
  }
  const isGone = current === null && (wizard.fix?.wanted ?? null) !== null;
  return isGone ? words.fix.gone : words.fix.nothingToDo;
}

function begin(asked: Asked, fix: FixState): Step {
  const filled = withWizard(asked.app, { fix, answers: new Map(), keys: null, reviewed: null });
  const next = askedOf(filled);
  if (next === null) {
    return still(asked.app);
  }
  const [first] = pagesOf(next);
  return first === undefined ? finishAsking(next) : still(enterPage(filled, first));
}

/** `f` on the page of a result: on with what is left. */
export function nextFinding(asked: Asked): Step {
  const { fix } = asked.wizard;
  const current = nextToFix(asked.wizard);
  return fix === null || current === null
    ? still(asked.app)
    : begin(asked, { ...fix, wanted: null, current, left: { status: 'unknown' } });
}

/** After a fix: what is left of the repository's problems, while its result is being read. */
export function lookAfterwards(app: AppState): Step {
  const fix = wizardOf(app)?.wizard.fix ?? null;
  if (fix === null) {
    return still(app);
  }
  const { id, state } = claimId(app);
  return step(withWizard(state, { fix: { ...fix, left: { status: 'looking', id } } }), {
    kind: 'wizard',
    id,
    work: { kind: 'diagnose', gun: fix.gun },
  });
}

export function toldWhatIsLeft({ app, wizard: { fix } }: Asked, id: EffectId, event: WizardEvent): Step {
  if (fix?.left.status !== 'looking' || fix.left.id !== id) {
    return still(app);
  }
  switch (event.kind) {
    case 'diagnosed':
      return still(withWizard(app, { fix: { ...fix, left: { status: 'found', findings: event.findings } } }));
    case 'failed':
      return still(withWizard(app, { fix: { ...fix, left: { status: 'failed', failure: event.failure } } }));
    default:
      return still(app);
  }
}
