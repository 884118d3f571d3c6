/** What the last request that ended at a server told about the way there. */
export type ConnectionState = 'connected' | 'offline' | 'untrusted' | 'tls-failed';

/** How a request ended, as far as it tells something about the connection. */
export interface ConnectionOutcome {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Code of the error that ended it; null when an answer came, whatever its status. */
  readonly failure: string | null;
  /** How far the server's clock is ahead of ours, in milliseconds; null when it did not say. */
  readonly clockAhead: number | null;
}

const STATES: ReadonlyMap<string, ConnectionState | null> = new Map([
  ['server-unreachable', 'offline'],
  ['too-slow', 'offline'],
  ['tls-untrusted', 'untrusted'],
  ['tls-failed', 'tls-failed'],
  // Whoever gives up waiting learns nothing about the server.
  ['aborted', null],
]);

/** The connections of one session. An origin that is not in it has not been asked, or not answered yet. */
export class Connections {
  #states: ReadonlyMap<string, ConnectionState> = new Map();
  readonly #clocks = new Map<string, number>();

  /** An unchanging copy as of now. */
  states(): ReadonlyMap<string, ConnectionState> {
    return this.#states;
  }

  /** How far the clock of a server (its URL) is ahead of ours, as its last answer told; null when none did. */
  clockAhead(server: string): number | null {
    return this.#clocks.get(new URL(server).origin) ?? null;
  }

  note({ origin, failure, clockAhead }: ConnectionOutcome): void {
    if (clockAhead !== null) {
      this.#clocks.set(origin, clockAhead);
    }
    const known = failure === null ? undefined : STATES.get(failure);
    // Any other failure is about what was answered, so that the connection stood.
    const state = known === undefined ? 'connected' : known;
    if (state !== null && this.#states.get(origin) !== state) {
      this.#states = new Map(this.#states).set(origin, state);
    }
  }
}
