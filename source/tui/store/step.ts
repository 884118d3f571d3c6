import type { Effect } from './effect.ts';
import type { AppState, EffectId, ListId, ListState, Overlay } from './state.ts';

/** What the reducer answers: the state from now on, and what is to be done outside. */
export interface Step {
  readonly state: AppState;
  readonly effects: readonly Effect[];
}

/** How long a notice stays without another key. */
const TOAST_MILLISECONDS = 3000;

export function still(state: AppState): Step {
  return { state, effects: [] };
}

export function step(state: AppState, ...effects: readonly Effect[]): Step {
  return { state, effects };
}

/** Continues with another step; the effects of both are done, in order. */
export function andThen(first: Step, next: (state: AppState) => Step): Step {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

/** A fresh name for an effect, and the state that will not hand it out again. */
export function claimId(state: AppState): { readonly id: EffectId; readonly state: AppState } {
  return { id: state.nextId, state: { ...state, nextId: state.nextId + 1 } };
}

export function withList(state: AppState, list: ListId, change: Partial<ListState>): AppState {
  return { ...state, lists: { ...state.lists, [list]: { ...state.lists[list], ...change } } };
}

export function pushOverlay(state: AppState, overlay: Overlay): AppState {
  return { ...state, overlays: [...state.overlays, overlay] };
}

export function popOverlay(state: AppState): AppState {
  return { ...state, overlays: state.overlays.slice(0, -1) };
}

/** Replaces the overlay on top. */
export function swapOverlay(state: AppState, overlay: Overlay): AppState {
  return pushOverlay(popOverlay(state), overlay);
}

export function toast(state: AppState, text: string): Step {
  const { id, state: next } = claimId(state);
  const shown = { ...next, toast: { id, text } };
  return step(shown, { kind: 'expire-toast', toast: id, milliseconds: TOAST_MILLISECONDS });
}
