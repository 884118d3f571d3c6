import type { FixAction, FixWay } from '../../../operations/index.ts';
import type { Answers, WizardState } from '../../store/wizard-state.ts';

export const WAY_PAGE = 'way';

/** The way to put the finding right that was chosen, or the best one; null while there is nothing to put right. */
export function chosenWay({ fix, answers }: WizardState): FixWay | null {
  const ways = fix?.current?.fix?.ways ?? [];
  const chosen = answers.get(WAY_PAGE)?.[0] ?? fix?.wanted?.way;
  return ways.find(({ id }) => id === chosen) ?? ways[0] ?? null;
}

const NONE: Answers = new Map();

/** Answers that the finding gives by itself, as if somebody had filled in the pages that they are of. */
export function settledAnswers(wizard: WizardState): Answers {
  const action = chosenWay(wizard)?.action ?? null;
  return action === null ? NONE : answersOfAction(action);
}

function answersOfAction(action: FixAction): Answers {
  switch (action.kind) {
    case 'rotate-signer':
      return new Map<string, readonly string[]>([
        ['signer', [action.signer]],
        ['old-keys', action.oldKeys],
      ]);
    case 'back-up-keys':
      return new Map([['keys', action.keyIds]]);
    case 'remove-key':
      return new Map([['key', [action.keyId]]]);
    default:
      return NONE;
  }
}
