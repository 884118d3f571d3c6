import { aboutLines } from '../overlays/about/about.ts';
import { errorLines } from '../overlays/error-lines.ts';
import { helpLines } from '../overlays/help-lines.ts';
import { paletteEntries } from '../overlays/palette-items.ts';
import { topOverlay } from './selectors.ts';
import type { AppState } from './state.ts';

const WIDEST = 84;
/** Border and margin on both sides. */
const FRAME_COLUMNS = 4;
const FRAME_ROWS = 2;
/** The text field of the palette, or for a message, and the rule below it. */
const FIELD_HEAD = 2;

/** Columns inside an overlay's frame. */
export function overlayColumns(state: AppState): number {
  return Math.min(WIDEST, state.size.columns - FRAME_COLUMNS) - FRAME_COLUMNS;
}

/** How many rows of its content an overlay can show. */
export function overlayRows(state: AppState): number {
  const kind = topOverlay(state)?.kind;
  const head = kind === 'palette' || kind === 'explain' ? FIELD_HEAD : 0;
  return Math.max(1, state.size.rows - FRAME_COLUMNS - FRAME_ROWS - head);
}

/** How many rows the topmost overlay's content has. */
export function overlayLength(state: AppState): number {
  const overlay = topOverlay(state);
  const { messages } = state.settings;
  switch (overlay?.kind) {
    case 'help':
      return helpLines(state).length;
    case 'about':
      return aboutLines(state, overlay.subject, overlayColumns(state)).length;
    case 'error':
      return errorLines(overlay.failure, overlayColumns(state), messages).length;
    case 'palette':
      return paletteEntries(state, overlay.field.text).length;
    case 'copy':
      return overlay.choices.length;
    default:
      return 0;
  }
}
