import type { Action } from './action.ts';
import type { Effect } from './effect.ts';
import { reduce } from './reducer.ts';
import type { AppState } from './state.ts';

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
    if (changed) {
      for (const listener of this.#listeners) {
        listener();
      }
    }
  }
}
