import { safeText } from '../../base/index.ts';
import type { Gun } from '../../tuf/index.ts';
import type { Line } from '../line.ts';
import { errorLines } from '../overlays/error-lines.ts';
import { MARKS } from '../presentation/marks.ts';
import { diagnosisOf } from '../store/diagnosing.ts';
import { listWidth } from '../store/geometry.ts';
import { selectedLoad, selectedReport, selectedRepository } from '../store/selectors.ts';
import type { AppState, PanelId } from '../store/state.ts';

interface Sentence {
  readonly token: 'dim' | 'error';
  readonly text: string;
}

/** Why a panel is empty: still loading, failed, filtered away, or really nothing there. */
export function panelPlaceholder(state: AppState, panel: PanelId): Sentence {
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
  if (panel === 'signers' && selectedReport(state)?.trusted !== true) {
    return { token: 'dim', text: messages.panels.signers.unknown };
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
      return report === null && failure === null && selectedRepository(state) !== null;
    }
  }
}

/** What stands in for a tab that has no rows. */
export function tabPlaceholder(state: AppState): readonly Line[] {
  const { messages } = state.settings;
  const gun = selectedRepository(state);
  const { failure } = selectedLoad(state);
  const { filter } = state.lists[state.tab];
  if (filter !== '') {
    return [[{ text: messages.app.lists.noMatch(safeText(filter)), token: 'dim' }]];
  }
  if (state.tab === 'activity') {
    return [[{ text: messages.detail.activity.none, token: 'dim' }]];
  }
  if (gun === null) {
    return [[{ text: messages.app.detail.nothingSelected, token: 'dim' }]];
  }
  if (selectedReport(state) !== null) {
    return [];
  }
  if (failure === null) {
    return [[{ text: messages.app.detail.loading(safeText(gun)), token: 'dim' }]];
  }
  if (state.tab === 'doctor') {
    return undiagnosed(state, gun);
  }
  return [
    [{ text: `✗ ${messages.app.detail.failed(safeText(gun))}`, token: 'error', bold: true }],
    [{ text: `  ${messages.doctor.whyNotOpened}`, token: 'accent' }],
    [],
    ...errorLines(failure, listWidth(state, state.tab), messages),
  ];
}

/** A repository that could not be opened, before the doctor has said why, or when it cannot say either. */
function undiagnosed(state: AppState, gun: Gun): readonly Line[] {
  const { messages } = state.settings;
  const { failure } = diagnosisOf(state, gun);
  return failure === null
    ? [[MARKS.busy, { text: ` ${messages.doctor.examining(safeText(gun))}`, token: 'dim' }]]
    : errorLines(failure, listWidth(state, 'doctor'), messages);
}
