import { type Instance, render } from 'ink';
import { type Clock, safeText } from '../base/index.ts';
import type { AppServices, ErrorReport } from '../operations/index.ts';
import { SecretInput } from './keymap/secret-input.ts';
import { english } from './messages/english/english.ts';
import { Root, type TerminalControl } from './screens/root.tsx';
import { EffectRunner } from './store/effect-runner.ts';
import { isChanging } from './store/selectors.ts';
import { initialState } from './store/state.ts';
import { Store } from './store/store.ts';
import { clipboardSequence } from './terminal/clipboard.ts';
import { chooseTheme, type TerminalColours } from './theme/themes.ts';

export type { TerminalColours } from './theme/themes.ts';

/** Everything the app needs from the process it runs in; it never looks for itself. */
export interface AppOptions {
  readonly services: AppServices;
  /** The same services over another server or trust directory; rejects with a `ServiceFailure`. */
  readonly reopen: (change: {
    readonly server?: string;
    readonly trustDirectory?: string;
  }) => Promise<AppServices>;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Where the app says why it ended, after the terminal is as it was. */
  readonly stderr: NodeJS.WritableStream;
  readonly colours: TerminalColours;
  readonly screenReader: boolean;
  readonly readOnly: boolean;
  /** Inside tmux, which passes the clipboard on only when asked in its own way. */
  readonly tmux: boolean;
  readonly version: string;
  readonly clock: Clock;
  /** Aborted by signals, and with an Error as its reason by uncaught exceptions. */
  readonly stop: AbortSignal;
  /** Stops the process until the shell continues it; null where that cannot be done. */
  readonly suspendProcess: (() => Promise<void>) | null;
}

const INTERRUPTED = 130;
/**
 * Far more than anybody sees: Ink holds a frame back for the rest of the frame before, and a key must not wait for
 * that. The store keeps background changes from making frames by the dozen.
 */
const FRAMES_PER_SECOND = 250;
/** Ages on the screen are in minutes at their finest. */
const TICK_MILLISECONDS = 20_000;
/** Nobody notices a wait of this length, and a warm disk needs a tenth of it. */
const FIRST_LIST_MILLISECONDS = 100;
/** Closing idle connections must not keep anybody from their shell. */
const CLOSE_MILLISECONDS = 1_000;

/**
 * Runs the full-screen app until it is left, and resolves with the exit code: 0 for quitting, 130 when interrupted, 1
 * for a defect. By then the terminal is as it was found, and after a defect or a signal `stderr` says what happened.
 */
export async function startApp(options: AppOptions): Promise<number> {
  const { stdout } = options;
  const ended = Promise.withResolvers<Ending>();
  const crash = (error: unknown) =>
    ended.resolve({ code: 1, text: english.app.crashed(describe(error), isChanging(store.state())) });
  const terminal: TerminalControl = { suspend: null, flush: () => undefined };
  const secret = new SecretInput();
  const { store, runner } = createStore(options, {
    secret,
    terminal,
    crash,
    exit: (code) => ended.resolve({ code, text: isChanging(store.state()) ? english.app.stopped(true) : '' }),
  });

  const onStop = () => {
    const { reason } = options.stop;
    return reason instanceof Error && reason.name !== 'AbortError'
      ? crash(reason)
      : ended.resolve({ code: INTERRUPTED, text: english.app.stopped(isChanging(store.state())) });
  };
  const onResize = () => store.dispatch({ type: 'resized', ...sizeOf(stdout) });
  const ticker = setInterval(
    () => store.dispatch({ type: 'ticked', now: options.clock.now() }),
    TICK_MILLISECONDS,
  );
  options.stop.addEventListener('abort', onStop, { once: true });
  stdout.prependListener('resize', onResize);
  store.dispatch({ type: 'started' });
  await firstList(store);

  const instance = mount(store, { terminal, secret }, options);
  instance.waitUntilExit().catch(crash);
  if (options.stop.aborted) {
    onStop();
  }

  const { code, text } = await ended.promise;
  clearInterval(ticker);
  stdout.off('resize', onResize);
  options.stop.removeEventListener('abort', onStop);
  instance.unmount();
  await instance.waitUntilExit().catch(() => undefined);
  options.stderr.write(text);
  await closeInTime(runner);
  return code;
}

/** Puts the app on the terminal. */
function mount(
  store: Store,
  { terminal, secret }: Pick<StoreOutlets, 'terminal' | 'secret'>,
  options: AppOptions,
): Instance {
  const { stdin, stdout, screenReader, colours } = options;
  const root = (
    <Root
      store={store}
      theme={chooseTheme(colours)}
      screenReader={screenReader}
      terminal={terminal}
      secret={secret}
    />
  );
  const instance = render(root, {
    stdin,
    stdout,
    interactive: true,
    alternateScreen: !screenReader,
    isScreenReaderEnabled: screenReader,
    exitOnCtrlC: false,
    patchConsole: false,
    maxFps: FRAMES_PER_SECOND,
  });
  terminal.flush = () => instance.rerender(root);
  return instance;
}

/**
 * Waits a moment for what this machine knows: with it the first frame is worth looking at, and drawing an empty one
 * before would make it later.
 */
async function firstList(store: Store): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, FIRST_LIST_MILLISECONDS);
  const unsubscribe = store.subscribe(() => {
    if (store.state().repositories.status !== 'loading') {
      resolve();
    }
  });
  await promise;
  clearTimeout(timer);
  unsubscribe();
}

/** How the app ended, and what is left to read on the normal screen. */
interface Ending {
  readonly code: number;
  readonly text: string;
}

interface StoreOutlets {
  readonly terminal: TerminalControl;
  readonly secret: SecretInput;
  readonly crash: (error: unknown) => void;
  readonly exit: (code: number) => void;
}

/** The store with the effects behind it. A defect in either ends the app instead of leaving it half alive. */
function createStore(options: AppOptions, { terminal, secret, crash, exit }: StoreOutlets) {
  const { services, stdout, clock, readOnly, version, tmux, suspendProcess } = options;
  const settings = { messages: english, readOnly, version };
  const state = initialState({ services, settings, size: sizeOf(stdout), now: clock.now() });
  const store = new Store(state, { runEffect: (effect) => runner.run(effect), crash });
  const runner = new EffectRunner(services, {
    dispatch: store.dispatch,
    reopen: options.reopen,
    describeDefect,
    copyToClipboard: (text) => {
      const sequence = clipboardSequence(text, { tmux });
      return sequence !== null && stdout.write(sequence) !== undefined;
    },
    redraw: () => void terminal.suspend?.(async () => undefined).catch(crash),
    suspend: suspendProcess === null ? null : async () => terminal.suspend?.(suspendProcess),
    exit,
    secret,
    messages: english,
  });
  return { store, runner };
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): { readonly columns: number; readonly rows: number } {
  return { columns: columns || 80, rows: rows || 24 };
}

/** An error that nobody foresaw, put like those that somebody did. */
function describeDefect(error: unknown): ErrorReport {
  const { message, why, next } = english.app.unexpected;
  return { code: 'unexpected', message, why: why(describe(error)), next };
}

function describe(error: unknown): string {
  return safeText(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
}

async function closeInTime(runner: EffectRunner): Promise<void> {
  const limit = AbortSignal.timeout(CLOSE_MILLISECONDS);
  const timeUp = new Promise<void>((resolve) =>
    limit.addEventListener('abort', () => resolve(), { once: true }),
  );
  await Promise.race([runner.close(), timeUp]);
}
