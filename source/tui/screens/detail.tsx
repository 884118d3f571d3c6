import { safeText } from '../../base/index.ts';
import type { Line } from '../line.ts';
import { pastTime } from '../presentation/dates.ts';
import { type Area, detailHeadRows, GUTTER_COLUMNS, geometryOf, listWidth } from '../store/geometry.ts';
import { hasBanner, selectedLoad, selectedRepository } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { Frame, type FrameRow } from '../widgets/frame.tsx';
import { textWidth } from '../widgets/text-layout.ts';
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
  const banner: readonly FrameRow[] = hasBanner(state)
    ? [{ key: 'banner', line: bannerLine(state, listWidth(state, state.tab)) }]
    : [];
  return detailHeadRows(geometryOf(state)) > 1 ? [tabs, blank, ...banner] : [tabs, ...banner];
}

/** Old data never passes for new: its age stands above every tab, and the reason as far as there is room for it. */
function bannerLine(state: AppState, room: number): Line {
  const { app } = state.settings.messages;
  const { report, failure } = selectedLoad(state);
  const cached = report?.freshness.from === 'cache' ? report.freshness : null;
  const age = cached === null || cached.savedAt === null ? null : cacheAge(state, cached.savedAt);
  const say = (why: string | null) =>
    `! ${cached === null ? app.detail.notRefreshed(why) : app.detail.fromCache(age, why)}`;
  const whole = say(safeText(cached?.because.message ?? failure?.message ?? ''));
  return [MARGIN, { text: textWidth(whole) <= room ? whole : say(null), token: 'warning' }];
}

function cacheAge({ now, settings }: AppState, savedAt: Date): string {
  return pastTime(savedAt, now, settings.messages);
}

/** What stands in for a tab that has no rows. */
function placeholder(state: AppState): readonly FrameRow[] {
  return tabPlaceholder(state).map((line, index) => ({
    key: `placeholder:${index}`,
    line: [MARGIN, ...line],
  }));
}
