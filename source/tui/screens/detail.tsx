import { safeText } from '../../base/index.ts';
import type { Line } from '../line.ts';
import { relativeTime } from '../presentation/dates.ts';
import { type Area, detailHeadRows, GUTTER_COLUMNS, geometryOf } from '../store/geometry.ts';
import { hasBanner, selectedLoad, selectedRepository } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { Frame, type FrameRow } from '../widgets/frame.tsx';
import { listView } from './list-view.ts';
import { tabPlaceholder } from './placeholder.ts';
import { tabBar } from './tab-bar.ts';

const MARGIN = { text: ' '.repeat(GUTTER_COLUMNS) };

interface DetailProps {
  readonly state: AppState;
  readonly area: Area;
}

/** The detail area: tabs, what is to be said about the data's age, and the rows of the open tab. */
export function Detail({ state, area }: DetailProps) {
  const { app } = state.settings.messages;
  const gun = selectedRepository(state);
  const view = listView(state, state.tab);
  const { position } = view;
  const scrolls = position !== null && position.last - position.first + 1 < position.total;
  return (
    <Frame
      title={gun === null ? app.detail.title : safeText(gun)}
      cut="start"
      note={[
        filterNote(state),
        scrolls ? app.detail.position(position.first, position.last, position.total) : '',
      ]
        .filter((part) => part !== '')
        .join(' ')}
      columns={area.columns}
      rows={area.rows}
      focused={state.focus === 'detail'}
      content={[...head(state, area), ...(view.rows.length === 0 ? placeholder(state) : view.rows)]}
    />
  );
}

function filterNote(state: AppState): string {
  const { filter, marks } = state.lists[state.tab];
  const { lists } = state.settings.messages.app;
  const marked = marks.size === 0 ? '' : lists.marked(marks.size);
  return [filter === '' ? '' : lists.filtered(safeText(filter)), marked]
    .filter((part) => part !== '')
    .join(' ');
}

function head(state: AppState, area: Area): readonly FrameRow[] {
  const tabs: FrameRow = { key: 'tabs', line: tabBar(state, area.columns - 2) };
  const blank: FrameRow = { key: 'below-tabs', line: [] };
  const banner: readonly FrameRow[] = hasBanner(state) ? [{ key: 'banner', line: bannerLine(state) }] : [];
  return detailHeadRows(geometryOf(state)) > 1 ? [tabs, blank, ...banner] : [tabs, ...banner];
}

/** Old data never passes for new: its age and the reason stand above every tab. */
function bannerLine(state: AppState): Line {
  const { report, failure } = selectedLoad(state);
  const { messages } = state.settings;
  if (report?.freshness.from === 'cache') {
    const { savedAt, because } = report.freshness;
    const age = savedAt === null ? null : relativeTime(savedAt, state.now, messages);
    return [
      MARGIN,
      { text: `! ${messages.app.detail.fromCache(age, safeText(because.message))}`, token: 'warning' },
    ];
  }
  return [
    MARGIN,
    { text: `! ${messages.app.detail.notRefreshed(safeText(failure?.message ?? ''))}`, token: 'warning' },
  ];
}

/** What stands in for a tab that has no rows. */
function placeholder(state: AppState): readonly FrameRow[] {
  return tabPlaceholder(state).map((line, index) => ({
    key: `placeholder:${index}`,
    line: [MARGIN, ...line],
  }));
}
