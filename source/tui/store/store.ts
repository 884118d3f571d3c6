import type { Action } from './action.ts';
import type { Effect } from './effect.ts';
import { reduce } from './reducer.ts';
import type { AppState } from './state.ts';

/** What comes in by the dozen while repositories load; keys are never kept waiting for it. */
const BACKGROUND: ReadonlySet<Action['type']> = new Set([
  'repository-opened',
  'repository-failed',
  'keys-listed',
  'activity',
  'ticked',
]);
/** Two frames of a film: nobody sees the wait, and a page of answers costs one frame instead of forty. */
const COALESCE_MILLISECONDS = 40;

interface StoreOutlets {
  readonly runEffect: (effect: Effect) => void;
  /** A defect: the state cannot be trusted any more. */
  readonly crash: (error: unknown) => void;
}

/** Holds the state: what React subscribes to, and where effects come out. */
export class Store {
  #state: AppState;
  readonly #listeners = new Set<() => void>();
  readonly #outlets: StoreOutlets;
  #timer: NodeJS.Timeout | undefined;

  constructor(state: AppState, outlets: StoreOutlets) {
    this.#state = state;
    this.#outlets = outlets;
  }

  readonly state = (): AppState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Never throws: keys, timers and answers all end here, and none of them has anybody above to catch. */
  readonly dispatch = (action: Action): void => {
    try {
      this.#apply(action);
    } catch (error) {
      this.#outlets.crash(error);
    }
  };

  #apply(action: Action): void {
    const { state, effects } = reduce(this.#state, action);
    const changed = state !== this.#state;
    this.#state = state;
    for (const effect of effects) {
      this.#outlets.runEffect(effect);
    }
    if (!changed) {
      return;
    }
    if (BACKGROUND.has(action.type)) {
      this.#timer ??= setTimeout(this.#notify, COALESCE_MILLISECONDS);
    } else {
      this.#notify();
    }
  }

  readonly #notify = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const listener of this.#listeners) {
      listener();
    }
  };
}
