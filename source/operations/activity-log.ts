import type { Clock } from '../base/index.ts';
import type { ActivityEntry } from './app-services.ts';

/** Entries kept; older ones are forgotten. */
const CAPACITY = 500;

export interface StartedActivity {
  /** Ends the entry; a second call changes nothing. */
  finish(outcome: 'ok' | 'failed' | 'cancelled', result: string | null): void;
}

type Listener = (entry: ActivityEntry) => void;

/** What was asked and done in this session, newest last. Callers see to it that no secret is in a text. */
export class ActivityLog {
  readonly #clock: Clock;
  readonly #entries = new Map<number, ActivityEntry>();
  readonly #listeners = new Set<Listener>();
  #lastId = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  entries(): readonly ActivityEntry[] {
    return [...this.#entries.values()];
  }

  /** Calls `listener` with every new or changed entry, until the returned function is called. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Notes that an operation has started. */
  start(text: string): StartedActivity {
    const at = this.#clock.now();
    const entry = this.#put({
      kind: 'operation',
      at,
      text,
      outcome: 'running',
      result: null,
      milliseconds: null,
    });
    return {
      finish: (outcome, result) => {
        if (this.#entries.get(entry.id)?.outcome === 'running') {
          const milliseconds = this.#clock.now().getTime() - at.getTime();
          this.#publish({ ...entry, outcome, result, milliseconds });
        }
      },
    };
  }

  /** Notes a request that has ended. */
  request(ended: {
    readonly text: string;
    readonly ok: boolean;
    readonly result: string;
    readonly milliseconds: number;
  }): void {
    const { text, result, milliseconds } = ended;
    const outcome = ended.ok ? 'ok' : 'failed';
    this.#put({ kind: 'request', at: this.#clock.now(), text, outcome, result, milliseconds });
  }

  #put(entry: Omit<ActivityEntry, 'id'>): ActivityEntry {
    this.#lastId += 1;
    const numbered = { id: this.#lastId, ...entry };
    this.#publish(numbered);
    const oldest = this.#entries.keys().next();
    if (this.#entries.size > CAPACITY && oldest.done !== true) {
      this.#entries.delete(oldest.value);
    }
    return numbered;
  }

  #publish(entry: ActivityEntry): void {
    this.#entries.set(entry.id, entry);
    for (const listener of this.#listeners) {
      listener(entry);
    }
  }
}
