import { explainPage } from '../overlays/explain/explain-page.ts';
import type { Motion } from './cursor.ts';
import type { ExplainOverlay } from './explaining.ts';
import { overlayLength, overlayRows } from './overlay-rows.ts';
import { topOverlay } from './selectors.ts';
import type { AppState } from './state.ts';
import { type Step, still, swapOverlay } from './step.ts';

export type Scroll = Motion | { readonly by: 'pages'; readonly count: number };

/** Moves through the topmost overlay, line by line or entry by entry. */
export function scrollOverlay(state: AppState, motion: Scroll): Step {
  const overlay = topOverlay(state);
  const length = overlayLength(state);
  switch (overlay?.kind) {
    case 'help':
    case 'about':
    case 'error': {
      const height = overlayRows(state);
      const last = Math.max(0, length - height);
      const rows = inRows(motion, height);
      const to = 'to' in rows ? (rows.to === 'top' ? 0 : last) : overlay.top + rows.count;
      return still(swapOverlay(state, { ...overlay, top: Math.min(Math.max(0, to), last) }));
    }
    case 'palette':
    case 'copy':
      return still(swapOverlay(state, { ...overlay, index: moveIndex(overlay.index, length, motion) }));
    case 'explain':
      return still(swapOverlay(state, scrolledExplanation(state, overlay, motion)));
    default:
      return still(state);
  }
}

/** By one: to another explanation. By pages: through the one that is shown. */
function scrolledExplanation(state: AppState, overlay: ExplainOverlay, motion: Scroll): ExplainOverlay {
  if ('by' in motion && motion.by === 'row') {
    const index = moveIndex(overlay.index, overlay.results?.length ?? 0, motion);
    return { ...overlay, index, top: index === overlay.index ? overlay.top : 0 };
  }
  const { length, room } = explainPage(state, overlay);
  const rows = inRows(motion, room);
  const last = Math.max(0, length - room);
  const to = 'to' in rows ? (rows.to === 'top' ? 0 : last) : overlay.top + rows.count;
  return { ...overlay, top: Math.max(0, Math.min(last, to)) };
}

export function inRows(motion: Scroll, height: number): Motion {
  return 'by' in motion && motion.by === 'pages'
    ? { by: 'rows', count: Math.trunc(motion.count * height) || Math.sign(motion.count) }
    : motion;
}

export function moveIndex(index: number, length: number, motion: Scroll): number {
  const to = 'to' in motion ? (motion.to === 'top' ? 0 : length - 1) : index + motion.count;
  return Math.max(0, Math.min(length - 1, to));
}
