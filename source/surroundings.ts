import type { Writable } from 'node:stream';

/** A terminal on both ends, for the full-screen app. */
export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Stops the process until the shell continues it; null where that cannot be done. */
  readonly suspendProcess: (() => Promise<void>) | null;
}

/** What the process was started with; handed in, so that a test can be a process too. */
export interface Surroundings {
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** null when input or output is no terminal. */
  readonly terminal: Terminal | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly cwd: string;
  /** Aborted by SIGINT and SIGTERM, and with the error as its reason by what nobody caught. */
  readonly signal: AbortSignal;
  /** Has `cleanUp`, which must be synchronous, called when the process ends in whatever way. */
  readonly atExit: (cleanUp: () => void) => void;
}
