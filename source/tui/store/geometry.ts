import { hasBanner } from './selectors.ts';
import type { AppState, Focus, ListId, PanelId } from './state.ts';

/** Below this nothing useful fits; a notice is shown instead. */
export const MINIMUM_SIZE = { columns: 80, rows: 24 };

/** From this width on the panels stand beside the detail area, below it they lie above. */
const WIDE_COLUMNS = 100;

const HEADER_ROWS = 1;
const FOOTER_ROWS = 1;
const BORDER = 2;
/** The cursor and the mark before each row. */
export const GUTTER_COLUMNS = 2;
/** A blank between the content and the right border. */
const RIGHT_MARGIN = 1;

export interface Area {
  readonly columns: number;
  readonly rows: number;
}

export interface Geometry {
  readonly arrangement: 'too-small' | 'wide' | 'narrow' | 'zoomed';
  /** What lies between header and footer. */
  readonly body: Area;
  /** Outer sizes with borders; null is not on the screen. */
  readonly areas: Readonly<Record<Focus, Area | null>>;
}

/** Where everything is for a size of the terminal: a function of the state, so that reducer and screen agree. */
export function geometryOf(state: Pick<AppState, 'size' | 'focus' | 'zoomed'>): Geometry {
  const { columns, rows } = state.size;
  const body = { columns, rows: rows - HEADER_ROWS - FOOTER_ROWS };
  const none = { repositories: null, signers: null, keys: null, detail: null, checkup: null };
  if (columns < MINIMUM_SIZE.columns || rows < MINIMUM_SIZE.rows) {
    return { arrangement: 'too-small', body, areas: none };
  }
  if (state.zoomed || state.focus === 'checkup') {
    return { arrangement: 'zoomed', body, areas: { ...none, [state.focus]: body } };
  }
  return columns < WIDE_COLUMNS
    ? { arrangement: 'narrow', body, areas: narrowAreas(body) }
    : { arrangement: 'wide', body, areas: wideAreas(body) };
}

function wideAreas(body: Area): Geometry['areas'] {
  const columns = Math.min(64, Math.max(36, Math.floor(body.columns * 0.32)));
  const signers = Math.max(6, Math.floor(body.rows * 0.22));
  const keys = Math.max(6, Math.floor(body.rows * 0.25));
  return {
    repositories: { columns, rows: body.rows - signers - keys },
    signers: { columns, rows: signers },
    keys: { columns, rows: keys },
    detail: { columns: body.columns - columns, rows: body.rows },
    checkup: null,
  };
}

function narrowAreas(body: Area): Geometry['areas'] {
  const rows = Math.max(8, Math.floor(body.rows * 0.32));
  const signers = Math.floor(body.columns * 0.24);
  const keys = Math.floor(body.columns * 0.38);
  return {
    repositories: { columns: body.columns - signers - keys, rows },
    signers: { columns: signers, rows },
    keys: { columns: keys, rows },
    detail: { columns: body.columns, rows: body.rows - rows },
    checkup: null,
  };
}

/** Rows above the list inside the detail area: the tabs, and a blank where there is room for one. */
export function detailHeadRows(geometry: Geometry): number {
  return geometry.body.rows >= 28 ? 2 : 1;
}

/** The width that the rows of a list are built for; a list that is not on the screen gets the one it would have. */
export function listWidth(state: AppState, list: ListId): number {
  return Math.max(1, areaOf(state, list).columns - BORDER - GUTTER_COLUMNS - RIGHT_MARGIN);
}

/** How many rows of a list are visible below its tabs, banner and heading. */
export function listHeight(state: AppState, list: ListId, heading: boolean): number {
  const inDetail = placeOf(list) === 'detail';
  const head = inDetail ? detailHeadRows(geometryOf(state)) + (hasBanner(state) ? 1 : 0) : 0;
  return Math.max(1, areaOf(state, list).rows - BORDER - head - (heading ? 1 : 0));
}

function areaOf(state: AppState, list: ListId): Area {
  const geometry = geometryOf(state);
  return geometry.areas[placeOf(list)] ?? geometry.body;
}

export function placeOf(list: ListId): Focus {
  return isPanel(list) || list === 'checkup' ? list : 'detail';
}

function isPanel(list: ListId): list is PanelId {
  return list === 'repositories' || list === 'signers' || list === 'keys';
}
