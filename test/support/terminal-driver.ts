import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import xterm from '@xterm/headless';

const DEADLINE = 5_000;

/** What is written to it appears on a real terminal emulator; what a test presses arrives like from a keyboard. */
export interface TerminalDriver {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** The visible rows, without blanks at their ends. */
  screen(): string;
  /** Whether the alternate screen is shown. */
  alternate(): boolean;
  /** Everything written so far, escapes and all. */
  written(): string;
  /** Sends keys as one chunk, as a terminal does when they come quickly. */
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  /** Resolves with the screen once it satisfies the condition; fails with the last frame at the deadline. */
  waitFor(condition: string | RegExp | ((screen: string) => boolean)): Promise<string>;
}

export const KEYS = {
  enter: '\r',
  escape: '\u001b',
  tab: '\t',
  shiftTab: '\u001b[Z',
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  home: '\u001b[H',
  end: '\u001b[F',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  backspace: '\u007f',
  control: (letter: string) => String.fromCharCode(letter.charCodeAt(0) - 96),
  paste: (text: string) => `\u001b[200~${text}\u001b[201~`,
} as const;

export function terminalDriver(columns = 110, rows = 30): TerminalDriver {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true });
  let written = '';
  let pending = 0;
  const stdout = Object.assign(new EventEmitter(), {
    columns,
    rows,
    isTTY: true,
    writable: true,
    write(chunk: string | Uint8Array, ...rest: unknown[]): boolean {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      written += text;
      pending += 1;
      terminal.write(text, () => {
        pending -= 1;
      });
      const done = rest.find((part) => typeof part === 'function');
      (done as (() => void) | undefined)?.();
      return true;
    },
  });
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  const screen = () =>
    Array.from(
      { length: terminal.rows },
      (_, row) =>
        terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)?.translateToString(true) ?? '',
    ).join('\n');
  return {
    stdin: stdin as never,
    stdout: stdout as never,
    screen,
    alternate: () => terminal.buffer.active.type === 'alternate',
    written: () => written,
    press: (keys) => {
      stdin.write(keys);
    },
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows);
      Object.assign(stdout, { columns: newColumns, rows: newRows });
      stdout.emit('resize');
    },
    waitFor: async (condition) => {
      const deadline = performance.now() + DEADLINE;
      for (;;) {
        await nextTurn();
        const frame = screen();
        if (pending === 0 && satisfies(frame, condition)) {
          return frame;
        }
        if (performance.now() > deadline) {
          throw new Error(`Waited for ${String(condition)}; the last frame is:\n${frame}`);
        }
      }
    },
  };
}

function satisfies(frame: string, condition: Parameters<TerminalDriver['waitFor']>[0]): boolean {
  if (typeof condition === 'string') {
    return frame.includes(condition);
  }
  return condition instanceof RegExp ? condition.test(frame) : condition(frame);
}
