import { safeText } from '../../base/index.ts';
import type { Line } from '../line.ts';
import type { Area } from '../store/geometry.ts';
import { selectedLoad } from '../store/selectors.ts';
import type { AppState, PanelId } from '../store/state.ts';
import { Frame, type FrameRow } from '../widgets/frame.tsx';
import { wrapText } from '../widgets/text-layout.ts';
import { listView } from './list-view.ts';

const NUMBERS: Readonly<Record<PanelId, number>> = { repositories: 1, signers: 2, keys: 3 };
const MARGIN = '  ';

interface PanelProps {
  readonly state: AppState;
  readonly panel: PanelId;
  readonly area: Area;
}

/** One of the three panels: its number, its rows, and a sentence where there are none. */
export function Panel({ state, panel, area }: PanelProps) {
  const view = listView(state, panel);
  const { messages } = state.settings;
  const empty = view.rows.length === 0 ? emptyRows(state, panel, area.columns - 5) : view.rows;
  return (
    <Frame
      title={`${NUMBERS[panel]} ${messages.panels[panel].title}`}
      note={panelNote(state, panel, view.position === null ? null : [view.cursor, view.position.total])}
      columns={area.columns}
      rows={area.rows}
      focused={state.focus === panel}
      content={empty}
    />
  );
}

function panelNote(state: AppState, panel: PanelId, place: readonly [number | null, number] | null): string {
  const { filter, marks } = state.lists[panel];
  const { lists } = state.settings.messages.app;
  const parts = [
    ...(filter === '' ? [] : [lists.filtered(safeText(filter))]),
    ...(marks.size === 0 ? [] : [lists.marked(marks.size)]),
    ...(place === null ? [] : [place[0] === null ? String(place[1]) : `${place[0]}/${place[1]}`]),
  ];
  return parts.join(' ');
}

function emptyRows(state: AppState, panel: PanelId, width: number): readonly FrameRow[] {
  const { token, text } = emptyText(state, panel);
  return wrapText(text, width).map((line, index) => ({
    key: `empty:${index}`,
    line: [{ text: MARGIN }, { text: line, token }] satisfies Line,
  }));
}

/** Why a panel is empty: still loading, failed, filtered away, or really nothing there. */
function emptyText(
  state: AppState,
  panel: PanelId,
): { readonly token: 'dim' | 'error'; readonly text: string } {
  const { messages } = state.settings;
  const { filter } = state.lists[panel];
  const failure = failureOf(state, panel);
  if (failure !== null) {
    return { token: 'error', text: safeText(failure) };
  }
  if (isLoading(state, panel)) {
    return { token: 'dim', text: messages.app.lists.loading };
  }
  if (filter !== '') {
    return { token: 'dim', text: messages.app.lists.noMatch(safeText(filter)) };
  }
  return { token: 'dim', text: messages.panels[panel].empty };
}

function failureOf(state: AppState, panel: PanelId): string | null {
  if (panel === 'repositories') {
    return state.repositories.status === 'failed' ? state.repositories.failure.message : null;
  }
  return panel === 'keys' && state.keys.status === 'failed' ? state.keys.failure.message : null;
}

function isLoading(state: AppState, panel: PanelId): boolean {
  switch (panel) {
    case 'repositories':
      return state.repositories.status === 'loading';
    case 'keys':
      return state.keys.status === 'loading';
    case 'signers': {
      const { report, failure } = selectedLoad(state);
      return report === null && failure === null && state.repositories.status !== 'failed';
    }
  }
}
