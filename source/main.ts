import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import type { Writable } from 'node:stream';
import about from '../package.json' with { type: 'json' };
import type { CliIo, CliPorts, Dialog } from './cli/index.ts';
import { tellUnexpected } from './process-end.ts';
import type { Surroundings, Terminal } from './surroundings.ts';

const FAILED = 1;

/**
 * Runs one command line (without node and script) in the given surroundings and resolves with the exit code. The rest
 * of the program is loaded as it is needed: no command pays for the app.
 */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { signal, cwd } = surroundings;
  const io: CliIo = {
    stdout: writerOf(() => surroundings.stdout),
    stderr: writerOf(() => surroundings.stderr),
    columns: () => columnsOf(surroundings.stderr, surroundings),
    paper: () => {
      const columns = columnsOf(surroundings.stdout, surroundings);
      return { columns, styled: columns !== null && !surroundings.env['NO_COLOR'] };
    },
    signal,
  };
  const { version } = about;
  let dialog: Promise<Dialog> | null = null;
  const ports: CliPorts = {
    io,
    version,
    get hasTerminal() {
      return surroundings.terminal !== null;
    },
    dialog: () => {
      dialog ??= openDialog(surroundings);
      return dialog;
    },
    variable: (name) => surroundings.env[name],
    openWorkspace: async (globals) => {
      const { openWorkspace } = await import('./open-workspace.ts');
      return openWorkspace(globals, surroundings);
    },
    startSandbox: async (options) => {
      const { runSandbox } = await import('./run-sandbox.ts');
      return runSandbox(options, cwd);
    },
    openApp: async (globals) => {
      const { openApp } = await import('./open-app.ts');
      return openApp({ globals, surroundings, io, version });
    },
  };
  const { runCli } = await import('./cli/index.ts');
  return runCli(argv, ports);
}

/** A terminal that can only add lines (TERM=dumb) counts as none. */
function columnsOf(stream: Writable, { env }: Surroundings): number | null {
  const isWide = 'columns' in stream && typeof stream.columns === 'number' && env['TERM'] !== 'dumb';
  return isWide ? Number(stream.columns) : null;
}

async function openDialog(surroundings: Surroundings): Promise<Dialog> {
  const { InputDialog } = await import('./input-dialog.ts');
  const { openScreen } = await import('./open-screen.ts');
  return new InputDialog(surroundings, openScreen);
}

/** Runs this process: its arguments, its streams, its signals. The only place that sets the exit code. */
export async function run(): Promise<void> {
  const argv = process.argv.slice(2);
  let told = false;
  const tell = (error: unknown) => {
    told = true;
    tellUnexpected(error, { stderr: process.stderr, debug: argv.includes('--debug') });
  };
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Not `once`: a listener that is gone when the signal arrives lets Ink's own exit handler end the process at once.
    process.on(signal, () => stop.abort());
  }
  // What nobody caught ends the command under way, which then says so; before and after it, it is said here.
  let underWay = false;
  let defect = false;
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (reason: unknown) => {
      if (isTerminalGone(reason) || (told && isFailedWrite(reason))) {
        // Nobody is left to tell, and each attempt would fail with this same error, as on a full disk.
        process.exit(FAILED);
      }
      defect = true;
      process.exitCode = FAILED;
      if (underWay && !stop.signal.aborted) {
        stop.abort(reason instanceof Error ? reason : new Error(String(reason)));
      } else {
        tell(reason);
      }
    });
  }
  try {
    const surroundings = surroundingsOf(stop.signal);
    underWay = true;
    // Should nothing be left to wait for before the command is done, that is no success.
    process.exitCode = FAILED;
    const code = await main(argv, surroundings);
    underWay = false;
    if (code === 0 && defect) {
      tell(stop.signal.reason);
    }
    process.exitCode = code === 0 && defect ? FAILED : code;
  } catch (error) {
    process.exitCode = FAILED;
    tell(error);
  }
  // Everything is closed. What Node would still do, such as collecting garbage, nobody waits for.
  await Promise.all([written(process.stdout), written(process.stderr)]);
  process.exit();
}

/** Whether a write failed because its terminal was closed, as when a window is shut or a connection drops. */
function isTerminalGone(reason: unknown): boolean {
  return (
    isFailedWrite(reason) && (reason.code === 'EIO' || reason.code === 'ENXIO' || reason.code === 'EPIPE')
  );
}

function isFailedWrite(reason: unknown): reason is NodeJS.ErrnoException {
  return reason instanceof Error && 'syscall' in reason && reason.syscall === 'write';
}

/** Resolves when the stream has handed over what was written to it, or its reader is gone. */
function written(stream: Writable): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

/** Throws, in words, when the system does not tell where home or the working folder is. */
function surroundingsOf(signal: AbortSignal): Surroundings {
  return {
    // Getters, as each of Node's streams takes its time to be made.
    get stdout() {
      return process.stdout;
    },
    get stderr() {
      return process.stderr;
    },
    get stdin() {
      return process.stdin;
    },
    get terminal() {
      return terminalOf(process.stdin, process.stdout);
    },
    env: process.env,
    home: homeFolder(),
    cwd: workingFolder(),
    signal,
    // Not a signal to itself: nothing would keep the process alive until it arrives.
    interrupt: () => process.emit('SIGINT', 'SIGINT'),
    atExit: (cleanUp) => process.once('exit', cleanUp),
  };
}

/** With an empty HOME everything below it, such as pins, would be looked for in the working folder, which may be anybody's. */
function homeFolder(): string {
  try {
    const home = homedir();
    if (isAbsolute(home)) {
      return home;
    }
  } catch (cause) {
    throw new Error('this user has no home folder; set HOME to one.', { cause });
  }
  throw new Error('HOME is not an absolute path; set it to your home folder.');
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new Error('the working folder is gone; change to another one.', { cause });
  }
}

/** Writes text; a reader that has gone away (`| head`) is no failure, and nothing more is written to it. */
function writerOf(open: () => Writable): (text: string) => void {
  let stream: Writable | null = null;
  let gone = false;
  return (text) => {
    stream ??= open().on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') {
        throw error;
      }
      gone = true;
    });
    if (!gone) {
      stream.write(text);
    }
  };
}

/** null without a terminal, and for one that can only add lines: the app places text anywhere. */
function terminalOf(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream): Terminal | null {
  return stdin.isTTY && stdout.isTTY && process.env['TERM'] !== 'dumb'
    ? { stdin, stdout, suspendProcess: process.platform === 'win32' ? null : suspendProcess }
    : null;
}

function suspendProcess(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGCONT', resolve);
    process.kill(process.pid, 'SIGTSTP');
  });
}
