import { homedir } from 'node:os';
import type { Writable } from 'node:stream';
import about from '../package.json' with { type: 'json' };
import type { CliIo, CliPorts } from './cli/index.ts';
import type { Surroundings, Terminal } from './surroundings.ts';

/**
 * Runs one command line (without node and script) in the given surroundings and resolves with the exit code. The rest
 * of the program is loaded as it is needed: no command pays for the app, and the app for no command.
 */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr, signal, cwd } = surroundings;
  const io: CliIo = { stdout: writerOf(stdout), stderr: writerOf(stderr), signal };
  const { version } = about;
  const ports: CliPorts = {
    io,
    version,
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

/** Runs this process: its arguments, its streams, its signals. The only place that sets the exit code. */
export async function run(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Not `once`: a listener that is gone when the signal arrives lets Ink's own exit handler end the process at once.
    process.on(signal, () => stop.abort());
  }
  for (const defect of ['uncaughtException', 'unhandledRejection'] as const) {
    process.once(defect, (reason: unknown) => {
      process.exitCode = 1;
      stop.abort(reason instanceof Error ? reason : new Error(String(reason)));
    });
  }
  process.exitCode = await main(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    terminal: terminalOf(process.stdin, process.stdout),
    env: process.env,
    home: homedir(),
    cwd: process.cwd(),
    signal: stop.signal,
    atExit: (cleanUp) => process.once('exit', cleanUp),
  });
}

/** Writes text; a reader that has gone away (`| head`) is no failure, and nothing more is written to it. */
function writerOf(stream: Writable): (text: string) => void {
  let gone = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
    gone = true;
  });
  return (text) => {
    if (!gone) {
      stream.write(text);
    }
  };
}

function terminalOf(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream): Terminal | null {
  return stdin.isTTY && stdout.isTTY
    ? { stdin, stdout, suspendProcess: process.platform === 'win32' ? null : suspendProcess }
    : null;
}

function suspendProcess(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGCONT', resolve);
    process.kill(process.pid, 'SIGTSTP');
  });
}
