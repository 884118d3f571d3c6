import { openServices } from './app-services.ts';
import { systemClock } from './base/index.ts';
import type { CliIo, GlobalOptions } from './cli/index.ts';
import { type AppServices, reportError, ServiceFailure } from './operations/index.ts';
import { spareMemory } from './spare-memory.ts';
import type { Surroundings, Terminal } from './surroundings.ts';

export interface AppRequest {
  readonly globals: GlobalOptions & { readonly demo: boolean };
  readonly surroundings: Surroundings;
  readonly io: CliIo;
  readonly version: string;
}

/**
 * Opens the full-screen app and resolves with the exit code. Says itself what goes wrong: the app is built with a copy of
 * every class, so that its errors would mean nothing to the command line that opened it.
 */
export async function openApp(request: AppRequest): Promise<number> {
  try {
    return await open(request);
  } catch (error) {
    const { Output } = await import('./cli/index.ts');
    const { io, globals } = request;
    return new Output(io, { json: false, quiet: false, color: false, debug: globals.debug }).fail(error);
  }
}

/** Without a terminal, tells as text what the app would show. */
async function open(request: AppRequest): Promise<number> {
  const { globals, surroundings, io } = request;
  const { terminal } = surroundings;
  const services = await (globals.demo ? openDemo(surroundings) : openServices(globals, surroundings));
  if (terminal !== null) {
    return startInTerminal(services, terminal, request);
  }
  try {
    const { printTour } = await import('./cli/index.ts');
    return await printTour(services, io);
  } finally {
    await services.close();
  }
}

/** The app closes its services itself, as it may change to others. */
async function startInTerminal(
  services: AppServices,
  terminal: Terminal,
  { globals, surroundings, version }: AppRequest,
): Promise<number> {
  const { env } = surroundings;
  spareMemory();
  const { startApp } = await import('./tui/index.tsx');
  return startApp({
    services,
    reopen: ({ server, trustDirectory }) =>
      reopenServices(surroundings, {
        ...globals,
        ...(server === undefined ? {} : { server }),
        ...(trustDirectory === undefined ? {} : { trustDir: trustDirectory }),
      }),
    stdin: terminal.stdin,
    stdout: terminal.stdout,
    stderr: surroundings.stderr,
    colours: {
      noColor: !globals.color || Boolean(env['NO_COLOR']),
      colours: 2 ** terminal.stdout.getColorDepth(),
      colorFgBg: env['COLORFGBG'] ?? null,
    },
    screenReader: env['INK_SCREEN_READER'] === 'true',
    readOnly: false,
    tmux: Boolean(env['TMUX']),
    version,
    clock: systemClock,
    stop: surroundings.signal,
    suspendProcess: terminal.suspendProcess,
  });
}

async function reopenServices(surroundings: Surroundings, globals: GlobalOptions): Promise<AppServices> {
  try {
    return await openServices(globals, surroundings);
  } catch (error) {
    throw new ServiceFailure(reportError(error), { cause: error });
  }
}

async function openDemo(surroundings: Surroundings): Promise<AppServices> {
  const { openDemoServices } = await import('./demo-services.ts');
  return openDemoServices(surroundings);
}
