import type { KnownRepository } from '../../operations/index.ts';
import type { Action } from './action.ts';
import { examineAll } from './checkup.ts';
import { withLoad } from './loading.ts';
import { loadOf, selectedRepository, topOverlay } from './selectors.ts';
import { type AppState, initialState } from './state.ts';
import {
  andThen,
  claimId,
  popOverlay,
  pushOverlay,
  type Step,
  step,
  still,
  swapOverlay,
  toast,
  withList,
} from './step.ts';

type Answer<Type extends Action['type']> = Extract<Action, { readonly type: Type }>;

export function listRepositories(state: AppState): Step {
  const { id, state: next } = claimId(state);
  return step({ ...next, listing: id }, { kind: 'list-repositories', id });
}

export function listKeys(state: AppState): Step {
  const { id, state: next } = claimId(state);
  return step({ ...next, loadingKeys: id }, { kind: 'list-keys', id });
}

export function repositoriesListed(state: AppState, { id, items }: Answer<'repositories-listed'>): Step {
  if (state.listing !== id) {
    return still(state);
  }
  const session = state.services.session();
  const ready: AppState = { ...state, session, listing: null, repositories: { status: 'ready', items } };
  const listed = state.focus === 'checkup' ? examineAll(ready) : ready;
  const gun = selectedRepository(state);
  // Whoever reads about the first repository must not find another one there because the list has grown above it.
  return step(gun === null ? listed : withList(listed, 'repositories', { selected: gun }), {
    kind: 'list-unfinished',
  });
}

/** The first list there is; one that is there already is not made shorter, and an empty one is no reason to welcome. */
export function repositoriesKnown(state: AppState, { id, items }: Answer<'repositories-known'>): Step {
  const wanted = state.listing === id && state.repositories.status === 'loading' && items.length > 0;
  return still(wanted ? { ...state, repositories: { status: 'ready', items } } : state);
}

export function repositoriesFailed(state: AppState, { id, failure }: Answer<'repositories-failed'>): Step {
  return state.listing === id
    ? still({ ...state, listing: null, repositories: { status: 'failed', failure } })
    : still(state);
}

/** Keys learn their owners from reports, so that each report asks for the keys again once nothing else is loading. */
export function repositoryOpened(state: AppState, { id, gun, report }: Answer<'repository-opened'>): Step {
  if (loadOf(state, gun).running !== id) {
    return still(state);
  }
  const loaded = withLoad({ ...state, session: state.services.session() }, gun, {
    report,
    failure: null,
    running: null,
  });
  return andThen(finishRefresh(loaded), keysAfterLoads);
}

export function repositoryFailed(state: AppState, { id, gun, failure }: Answer<'repository-failed'>): Step {
  if (loadOf(state, gun).running !== id) {
    return still(state);
  }
  const failed = withLoad({ ...state, session: state.services.session() }, gun, { failure, running: null });
  return andThen(finishRefresh(failed), keysAfterLoads);
}

export function keysListed(state: AppState, { id, keys, unreadable }: Answer<'keys-listed'>): Step {
  return state.loadingKeys === id
    ? still({ ...state, loadingKeys: null, keys: { status: 'ready', keys, unreadable } })
    : still(state);
}

export function keysFailed(state: AppState, { id, failure }: Answer<'keys-failed'>): Step {
  return state.loadingKeys === id
    ? still({ ...state, loadingKeys: null, keys: { status: 'failed', failure } })
    : still(state);
}

/** The list is asked for again, and the cursor goes to what was added. */
export function repositoryAdded(state: AppState, { id, gun }: Answer<'repository-added'>): Step {
  const closed = promptWaitsFor(state, id) ? popOverlay(state) : state;
  const focused: AppState = { ...closed, focus: 'repositories', panel: 'repositories' };
  const items = state.repositories.status === 'ready' ? state.repositories.items : [];
  const listed = {
    ...focused,
    repositories: { status: 'ready', items: withRepository(items, gun) },
  } as const;
  const selected = withList(listed, 'repositories', { selected: gun, filter: '', detached: false });
  return andThen(listRepositories(selected), (next) => toast(next, next.settings.messages.app.added(gun)));
}

export function repositoryForgotten(state: AppState, { gun }: Answer<'repository-forgotten'>): Step {
  return andThen(listRepositories(state), (next) => toast(next, next.settings.messages.app.forgotten(gun)));
}

/** Other services: everything known came from the old ones, so everything starts anew. */
export function servicesChanged(state: AppState, { id, services }: Answer<'services-changed'>): Step {
  if (state.job?.id !== id && !promptWaitsFor(state, id)) {
    return still(state);
  }
  const { settings, size, now, nextId } = state;
  const fresh = { ...initialState({ services, settings, size, now }), nextId, wizards: state.wizards };
  return andThen(listRepositories(fresh), listKeys);
}

/** A prompt keeps what was typed and says what is wrong with it; anything else gets a page of its own. */
export function requestFailed(state: AppState, { id, failure }: Answer<'request-failed'>): Step {
  const overlay = topOverlay(state);
  const idle = state.job?.id === id ? { ...state, job: null } : state;
  if (overlay?.kind === 'prompt' && overlay.running === id) {
    return still(swapOverlay(idle, { ...overlay, running: null, failure }));
  }
  const waiting = overlay?.kind === 'explain' && overlay.running === id;
  const settled = waiting ? swapOverlay(idle, { ...overlay, running: null }) : idle;
  return still(pushOverlay(settled, { kind: 'error', failure, top: 0 }));
}

function promptWaitsFor(state: AppState, id: number): boolean {
  const overlay = topOverlay(state);
  return overlay?.kind === 'prompt' && overlay.running === id;
}

function withRepository(
  items: readonly KnownRepository[],
  gun: KnownRepository['gun'],
): readonly KnownRepository[] {
  return items.some((item) => item.gun === gun) ? items : [...items, { gun, origins: ['added'] }];
}

function keysAfterLoads(state: AppState): Step {
  const busy = [...state.loads.values()].some(({ running }) => running !== null);
  return busy ? still(state) : listKeys(state);
}

function finishRefresh(state: AppState): Step {
  const unfinished = [...state.loads.values()].some(({ running, refresh }) => running !== null || refresh);
  if (state.job?.kind === 'examine-all' && !unfinished && examineAll({ ...state, job: null }).job === null) {
    return still({ ...state, job: null });
  }
  if (state.job?.kind !== 'refresh-all' || unfinished) {
    return still(state);
  }
  return toast({ ...state, job: null }, state.settings.messages.app.refreshed(state.job.total));
}
