import type { Action } from './action.ts';
import type { AppState } from './state.ts';
import { type Step, still, toast } from './step.ts';

type Answer<Type extends Action['type']> = Extract<Action, { readonly type: Type }>;

/** The wizards' code is there: what waits for it opens. */
export function wizardsLoaded(state: AppState, { kit }: Answer<'wizards-loaded'>): Step {
  return kit.open({ ...state, wizards: kit });
}

/** What was left unfinished is said once, with the key that goes on with it. */
export function unfinishedListed(state: AppState, { runs }: Answer<'unfinished-listed'>): Step {
  const known = new Set(state.unfinished.map(({ id }) => id));
  const next = { ...state, unfinished: runs };
  const news = runs.some(({ id }) => !known.has(id));
  return news && !state.settings.readOnly && state.overlays.length === 0
    ? toast(next, state.settings.messages.app.unfinished(runs.length))
    : still(next);
}
