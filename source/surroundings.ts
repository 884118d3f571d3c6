import type { Readable, Writable } from 'node:stream';
import type { NotaryLimits } from './notary/index.ts';

/** A terminal on both ends, for the full-screen app. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Stops the process until the shell continues it; null where that cannot be done. */
  readonly suspendProcess: (() => Promise<void>) | null;
}

/** Standard input, as far as questions need it. */
export interface Input extends Readable {
  readonly isTTY?: boolean;
  readonly fd?: number;
  setRawMode?(on: boolean): unknown;
}

/** What the process was started with; handed in, so that a test can be a process too. */
export interface Surroundings {
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly stdin: Input;
  /** null when input or output is no terminal. */
  readonly terminal: Terminal | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly cwd: string;
  /** Aborted by SIGINT and SIGTERM, and with the error as its reason by what nobody caught. */
  readonly signal: AbortSignal;
  /** Does what Ctrl+C does, for a terminal that passes the key on as input. */
  readonly interrupt: () => void;
  /** Has `cleanUp`, which must be synchronous, called when the process ends in whatever way. */
  readonly atExit: (cleanUp: () => void) => void;
  /** Caps of the connection to servers, in place of the usual ones. */
  readonly notaryLimits?: Partial<NotaryLimits>;
}
