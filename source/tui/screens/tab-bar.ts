import type { Line } from '../line.ts';
import { doctorModel } from '../store/diagnosing.ts';
import { selectedReport } from '../store/selectors.ts';
import { type AppState, TABS, type TabId } from '../store/state.ts';
import { lineWidth } from '../widgets/text-layout.ts';

const SEPARATORS = [' │', '│', ''] as const;

/** The tabs on one line, with as much room between them as there is. The open one has a mark besides its weight. */
export function tabBar(state: AppState, width: number): Line {
  const fitting = SEPARATORS.map((separator) => join(state, separator)).find(
    (line) => lineWidth(line) <= width,
  );
  return fitting ?? join(state, '');
}

function join(state: AppState, separator: string): Line {
  return TABS.flatMap((tab, index) => [
    ...(index === 0 ? [] : ([{ text: separator, token: 'dim' }] as const)),
    ...tabSpans(state, tab),
  ]);
}

function tabSpans(state: AppState, tab: TabId): Line {
  const name = state.settings.messages.shell.tabs[tab];
  const count = countOf(state, tab);
  const label = count === null ? name : `${name} ${count}`;
  return state.tab === tab
    ? [
        { text: '▸', token: 'accent' },
        { text: label, token: 'accent', bold: true },
      ]
    : [{ text: ` ${label}` }];
}

/** How many tags there are, and how many findings that matter; null where there is nothing to count. */
function countOf(state: AppState, tab: TabId): number | null {
  if (tab === 'tags') {
    return selectedReport(state)?.tags.length ?? null;
  }
  if (tab !== 'doctor') {
    return null;
  }
  const count = doctorModel(state)?.findings.filter(({ finding }) => finding.level !== 'notice').length ?? 0;
  return count === 0 ? null : count;
}
