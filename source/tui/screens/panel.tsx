import { safeText } from '../../base/index.ts';
import type { Line } from '../line.ts';
import type { Area } from '../store/geometry.ts';
import type { AppState, PanelId } from '../store/state.ts';
import { Frame, type FrameRow, titleRoom } from '../widgets/frame.tsx';
import { textWidth, wrapText } from '../widgets/text-layout.ts';
import { listView } from './list-view.ts';
import { panelPlaceholder } from './placeholder.ts';

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
  return (
    <Frame
      {...headOf(state, area, { panel, cursor: view.cursor, total: view.position?.total ?? null })}
      columns={area.columns}
      rows={area.rows}
      focused={state.focus === panel}
      content={view.rows.length === 0 ? emptyRows(state, panel, area.columns - 5) : view.rows}
    />
  );
}

interface Place {
  readonly panel: PanelId;
  /** Counted from 1; null where nothing can be selected. */
  readonly cursor: number | null;
  readonly total: number | null;
}

interface Head {
  readonly title: string;
  readonly note: string;
}

/** The most that the upper border has room for: where the cursor is gives way to the name of the panel. */
function headOf(state: AppState, { columns }: Area, { panel, cursor, total }: Place): Head {
  const { title, shortTitle } = state.settings.messages.panels[panel];
  const count = total === null ? [] : [String(total)];
  const place = cursor === null ? count : [`${cursor}/${total}`];
  const head = (name: string, parts: readonly string[]): Head => ({
    title: `${NUMBERS[panel]} ${name}`,
    note: [...selectionNotes(state, panel), ...parts].join(' '),
  });
  const least = head(shortTitle, []);
  const better = [head(title, place), head(shortTitle, place), head(shortTitle, count)];
  return (
    better.find((candidate) => textWidth(candidate.title) <= titleRoom(columns, candidate.note)) ?? least
  );
}

function selectionNotes(state: AppState, panel: PanelId): readonly string[] {
  const { filter, marks } = state.lists[panel];
  const { lists } = state.settings.messages.app;
  return [
    ...(filter === '' ? [] : [lists.filtered(safeText(filter))]),
    ...(marks.size === 0 ? [] : [lists.marked(marks.size)]),
  ];
}

function emptyRows(state: AppState, panel: PanelId, width: number): readonly FrameRow[] {
  const { token, text } = panelPlaceholder(state, panel);
  return wrapText(text, width).map((line, index) => ({
    key: `empty:${index}`,
    line: [{ text: MARGIN }, { text: line, token }] satisfies Line,
  }));
}
