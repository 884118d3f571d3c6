import type { KnownRepository, RepositoryReport } from '../../operations/index.ts';
import type { Gun } from '../../tuf/index.ts';
import { matches } from '../presentation/filter.ts';
import { type AppState, IDLE_LOAD, type ListId, type Overlay, type RepositoryLoad } from './state.ts';
import { BEFORE_UNLOCKED } from './wizard-state.ts';

const NO_REPOSITORIES: readonly KnownRepository[] = [];

/** The overlay that has the keys; null while none is open. */
export function topOverlay(state: AppState): Overlay | null {
  return state.overlays.at(-1) ?? null;
}

type WizardOverlay = Extract<Overlay, { readonly kind: 'wizard' }>;

/** The open wizard, whatever lies over it; null while none is open. There is never more than one. */
export function wizardOf(state: AppState): WizardOverlay | null {
  return state.overlays.find((overlay) => overlay.kind === 'wizard') ?? null;
}

/**
 * Whether something may be on its way to disk or server, so that leaving is asked about. While the first passphrases
 * are waited for, nothing is: keys are opened before anything else is done.
 */
export function isChanging(state: AppState): boolean {
  const phase = wizardOf(state)?.wizard.phase;
  if (phase?.at !== 'running') {
    return false;
  }
  const waiting = phase.asked !== null && !phase.trying;
  return !waiting || [...phase.progress.values()].some(({ step }) => !BEFORE_UNLOCKED.has(step));
}

/** The list that the focused part of the screen shows. */
export function focusedList(state: AppState): ListId {
  return state.focus === 'detail' ? state.tab : state.focus;
}

/** Nothing is configured: the welcome page stands in for the panels. */
export function isWelcome(state: AppState): boolean {
  return state.repositories.status === 'ready' && state.repositories.items.length === 0;
}

/** The repositories that pass the list's filter, in the order of the list. */
export function visibleRepositories(state: AppState): readonly KnownRepository[] {
  return state.repositories.status === 'ready'
    ? filterRepositories(state.repositories.items, state.lists.repositories.filter)
    : NO_REPOSITORIES;
}

const filterRepositories = memoizeByItems((items: readonly KnownRepository[], filter) =>
  items.filter(({ gun }) => matches(filter, [gun])),
);

/** `filter` applied once for each pair of items and filter: a list is filtered when it is typed, not when it is drawn. */
function memoizeByItems<Item>(
  compute: (items: readonly Item[], filter: string) => readonly Item[],
): (items: readonly Item[], filter: string) => readonly Item[] {
  const last = new WeakMap<readonly Item[], { filter: string; result: readonly Item[] }>();
  return (items, filter) => {
    if (filter.trim() === '') {
      return items;
    }
    const known = last.get(items);
    if (known?.filter === filter) {
      return known.result;
    }
    const result = compute(items, filter);
    last.set(items, { filter, result });
    return result;
  };
}

/** The repository that the other panels and the detail area are about. */
export function selectedRepository(state: AppState): Gun | null {
  const visible = visibleRepositories(state);
  const { selected } = state.lists.repositories;
  const found = visible.find(({ gun }) => gun === selected) ?? visible[0];
  return found?.gun ?? null;
}

export function loadOf(state: AppState, gun: Gun | null): RepositoryLoad {
  return (gun === null ? undefined : state.loads.get(gun)) ?? IDLE_LOAD;
}

export function selectedLoad(state: AppState): RepositoryLoad {
  return loadOf(state, selectedRepository(state));
}

export function selectedReport(state: AppState): RepositoryReport | null {
  return selectedLoad(state).report;
}

/** Whether every known repository has been opened, so that what was not seen in them is in none. */
export function allOpened({ repositories, loads }: AppState): boolean {
  return (
    repositories.status === 'ready' &&
    loads.size >= repositories.items.length &&
    repositories.items.every(({ gun }) => loads.get(gun)?.report?.trusted === true)
  );
}

/** Whether the detail area says above its content that the data is old, and why. */
export function hasBanner(state: AppState): boolean {
  const { report, failure } = selectedLoad(state);
  return report !== null && (failure !== null || report.freshness.from === 'cache');
}

/** How many of the opened repositories have a problem, and how many are being opened. */
export function healthCount(state: AppState): { readonly errors: number; readonly loading: number } {
  let errors = 0;
  let loading = 0;
  for (const { report, failure, running } of state.loads.values()) {
    errors += (report === null ? failure !== null : report.health.level === 'error') ? 1 : 0;
    loading += running === null ? 0 : 1;
  }
  return { errors, loading };
}
