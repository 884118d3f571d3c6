import { focusedList, topOverlay } from './selectors.ts';
import type { AppState, Overlay } from './state.ts';
import { popOverlay, type Step, step, still, toast, withList } from './step.ts';

/** One step back: closes, clears or cancels the nearest thing there is. It never quits. */
export function goBack(state: AppState): Step {
  const overlay = topOverlay(state);
  if (overlay !== null) {
    return closeOverlay(state, overlay);
  }
  const list = focusedList(state);
  const { filter, marks } = state.lists[list];
  if (filter !== '') {
    return still(withList(state, list, { filter: '', detached: false }));
  }
  if (marks.size > 0) {
    return still(withList(state, list, { marks: new Set() }));
  }
  if (state.focus === 'checkup') {
    return state.job?.kind === 'examine-all' ? cancelJob(state) : still({ ...state, focus: state.panel });
  }
  if (state.zoomed) {
    return still({ ...state, zoomed: false });
  }
  if (state.focus === 'detail') {
    return still({ ...state, focus: state.panel });
  }
  return state.job === null ? still(state) : cancelJob(state);
}

function closeOverlay(state: AppState, overlay: Overlay): Step {
  if (overlay.kind === 'wizard' && state.wizards !== null) {
    return state.wizards.back(state);
  }
  const closed = popOverlay(state);
  if (overlay.kind === 'filter') {
    return still(withList(closed, overlay.list, { filter: overlay.before, detached: false }));
  }
  return (overlay.kind === 'prompt' || overlay.kind === 'explain') && overlay.running !== null
    ? step(closed, { kind: 'cancel', id: overlay.running })
    : still(closed);
}

function cancelJob(state: AppState): Step {
  const { job } = state;
  const loads = new Map(state.loads);
  for (const [gun, load] of loads) {
    loads.set(gun, { ...load, refresh: false });
  }
  const told = toast({ ...state, job: null, loads }, state.settings.messages.app.cancelled);
  return job === null || job.kind === 'refresh-all' || job.kind === 'examine-all'
    ? told
    : { state: told.state, effects: [...told.effects, { kind: 'cancel', id: job.id }] };
}
