import type { Line } from '../line.ts';
import { doctorModel } from '../store/diagnosing.ts';
import { selectedReport } from '../store/selectors.ts';
import { type AppState, TABS, type TabId } from '../store/state.ts';
import { lineWidth } from '../widgets/text-layout.ts';

interface Look {
  readonly separator: string;
  readonly counts: boolean;
}

const NARROWEST: Look = { separator: '', counts: false };
/** Wider ones, the widest first. */
const LOOKS: readonly Look[] = [
  { separator: ' │', counts: true },
  { separator: '│', counts: true },
  { separator: '', counts: true },
];

/** The tabs on one line, with as much room between them as there is. The open one has a mark besides its weight. */
export function tabBar(state: AppState, width: number): Line {
  const fitting = LOOKS.map((look) => join(state, look)).find((line) => lineWidth(line) <= width);
  return fitting ?? join(state, NARROWEST);
}

function join(state: AppState, { separator, counts }: Look): Line {
  return TABS.flatMap((tab, index) => [
    ...(index === 0 ? [] : ([{ text: separator, token: 'dim' }] as const)),
    ...tabSpans(state, tab, counts ? countOf(state, tab) : null),
  ]);
}

function tabSpans(state: AppState, tab: TabId, count: number | null): Line {
  const name = state.settings.messages.shell.tabs[tab];
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
    const report = selectedReport(state);
    return report?.trusted === true ? report.tags.length : null;
  }
  if (tab !== 'doctor') {
    return null;
  }
  const count = doctorModel(state)?.findings.filter(({ finding }) => finding.level !== 'notice').length ?? 0;
  return count === 0 ? null : count;
}
