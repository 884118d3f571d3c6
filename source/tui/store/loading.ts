import type { Gun } from '../../tuf/index.ts';
import type { Effect } from './effect.ts';
import { geometryOf, listHeight } from './geometry.ts';
import { loadOf, selectedRepository, visibleRepositories } from './selectors.ts';
import { type AppState, IDLE_LOAD, type RepositoryLoad } from './state.ts';
import { claimId, type Step } from './step.ts';

/** Repositories opened at the same time in the background; the selected one comes on top of these. */
const BACKGROUND_LOADS = 4;

/**
 * Starts what should be loading: the selected repository first, then those that can be seen in the list, a few at a
 * time. Called after every action; nothing that has been answered is asked again unless it was asked for.
 */
export function schedule(state: AppState): Step {
  if (state.quitting || state.repositories.status !== 'ready') {
    return { state, effects: [] };
  }
  const selected = selectedRepository(state);
  const order = [...new Set(wanted(state, selected))];
  const { state: left, effects: cancelled } = makeRoom(state, order);
  let next = left;
  let running = runningLoads(left);
  const effects: Effect[] = [...cancelled];
  for (const gun of order) {
    const limit = gun === selected ? BACKGROUND_LOADS + 1 : BACKGROUND_LOADS;
    if (running < limit && needsLoad(loadOf(next, gun))) {
      const started = startLoad(next, gun);
      next = started.state;
      effects.push(...started.effects);
      running += 1;
    }
  }
  return { state: next, effects };
}

export function withLoad(state: AppState, gun: Gun, change: Partial<RepositoryLoad>): AppState {
  const load = { ...(state.loads.get(gun) ?? IDLE_LOAD), ...change };
  return { ...state, loads: new Map(state.loads).set(gun, load) };
}

/** Asks for these repositories again, past the session's memory; what is running for them is cancelled. */
export function refreshAll(state: AppState, guns: readonly Gun[]): Step {
  const loads = new Map(state.loads);
  const effects: Effect[] = [];
  for (const gun of guns) {
    const load = loads.get(gun) ?? IDLE_LOAD;
    if (load.running !== null) {
      effects.push({ kind: 'cancel', id: load.running });
    }
    loads.set(gun, { ...load, running: null, refresh: true });
  }
  return { state: { ...state, loads }, effects };
}

function startLoad(state: AppState, gun: Gun): Step {
  const { id, state: claimed } = claimId(state);
  const { refresh } = loadOf(state, gun);
  return {
    state: withLoad(claimed, gun, { running: id, refresh: false }),
    effects: [{ kind: 'open-repository', id, gun, refresh }],
  };
}

/**
 * What was scrolled away before it was answered is cancelled, and where all places are taken the least wanted one:
 * the selected repository never waits for others.
 */
function makeRoom(state: AppState, order: readonly Gun[]): Step {
  const seen = new Set(order);
  const running = [...state.loads].flatMap(([gun, load]) => (load.running === null ? [] : [gun]));
  const unwanted = running.filter((gun) => !seen.has(gun));
  const [first] = order;
  const full = running.length - unwanted.length > BACKGROUND_LOADS;
  const last =
    full && first !== undefined && needsLoad(loadOf(state, first))
      ? order.findLast((gun) => running.includes(gun))
      : undefined;
  return cancelLoads(state, last === undefined ? unwanted : [...unwanted, last]);
}

function cancelLoads(state: AppState, guns: readonly Gun[]): Step {
  let next = state;
  const effects: Effect[] = [];
  for (const gun of guns) {
    const { running, refresh, report } = loadOf(state, gun);
    if (running !== null) {
      effects.push({ kind: 'cancel', id: running });
      next = withLoad(next, gun, { running: null, refresh: refresh || report !== null });
    }
  }
  return { state: next, effects };
}

function needsLoad(load: RepositoryLoad): boolean {
  return load.running === null && (load.refresh || (load.report === null && load.failure === null));
}

function runningLoads(state: AppState): number {
  let running = 0;
  for (const load of state.loads.values()) {
    running += load.running === null ? 0 : 1;
  }
  return running;
}

/** The selected repository, those on the screen, and those that a job over everything still has to reach. */
function* wanted(state: AppState, selected: Gun | null): Iterable<Gun> {
  if (selected !== null) {
    yield selected;
  }
  if (geometryOf(state).arrangement === 'too-small') {
    return;
  }
  const { focus, job, repositories } = state;
  yield* focus === 'checkup' ? beingRefreshed(state) : onScreen(state, selected);
  if (job?.kind === 'refresh-all' || job?.kind === 'examine-all') {
    for (const [gun, load] of state.loads) {
      if (load.refresh || load.running !== null) {
        yield gun;
      }
    }
  }
  if (job?.kind === 'examine-all' && repositories.status === 'ready') {
    for (const { gun } of repositories.items) {
      if (needsLoad(loadOf(state, gun))) {
        yield gun;
      }
    }
  }
}

/** What was opened before and is not as the screen shows it any more, such as after a fix. */
function* beingRefreshed({ loads }: AppState): Iterable<Gun> {
  for (const [gun, { report, failure, refresh, running }] of loads) {
    if (refresh || (running !== null && (report ?? failure) !== null)) {
      yield gun;
    }
  }
}

function* onScreen(state: AppState, selected: Gun | null): Iterable<Gun> {
  const visible = visibleRepositories(state);
  const height = listHeight(state, 'repositories', false);
  const cursor = Math.max(
    0,
    visible.findIndex(({ gun }) => gun === selected),
  );
  const top = Math.min(Math.max(state.lists.repositories.top, cursor - height + 1), cursor);
  for (const { gun } of visible.slice(top, top + height)) {
    yield gun;
  }
}
