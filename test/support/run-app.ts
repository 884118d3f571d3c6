import { PassThrough } from 'node:stream';
import { type AppOptions, startApp } from '../../source/tui/index.tsx';
import { type FakeServices, fakeServices } from './fake-services.ts';
import { NOW } from './sample-parts.ts';
import { type TerminalDriver, terminalDriver } from './terminal-driver.ts';

export interface RunningApp {
  readonly terminal: TerminalDriver;
  readonly services: FakeServices;
  /** The exit code, once it is left. */
  readonly exit: Promise<number>;
  readonly stop: AbortController;
  /** What it left on the normal screen. */
  readonly farewell: () => string;
}

export interface RunOptions extends Partial<AppOptions> {
  readonly columns?: number;
  readonly rows?: number;
  readonly fake?: FakeServices;
}

/** The whole app on a terminal of a chosen size, over services that answer at once. */
export function runApp({ columns = 110, rows = 30, fake, ...rest }: RunOptions = {}): RunningApp {
  const terminal = terminalDriver(columns, rows);
  const services = fake ?? fakeServices();
  const stop = new AbortController();
  const stderr = new PassThrough();
  let farewell = '';
  stderr.on('data', (chunk) => {
    farewell += String(chunk);
  });
  const exit = startApp({
    services,
    reopen: async () => fakeServices(),
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    stderr,
    colours: { noColor: false, colours: 256, colorFgBg: null },
    screenReader: false,
    readOnly: false,
    tmux: false,
    version: '0.0.0',
    clock: { now: () => NOW },
    stop: stop.signal,
    suspendProcess: null,
    ...rest,
  });
  return { terminal, services, exit, stop, farewell: () => farewell };
}
