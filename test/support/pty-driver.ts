import { setTimeout as pause } from 'node:timers/promises';
import { type IPty, spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const DEADLINE = 20_000;

/** A program in a real pseudo-terminal, and what a person would see of it. */
export interface PtyDriver {
  readonly process: IPty;
  screen(): string;
  alternate(): boolean;
  /** Everything the program wrote. */
  written(): string;
  press(keys: string): void;
  resize(columns: number, rows: number): void;
  waitFor(condition: string | RegExp | (() => boolean)): Promise<string>;
  /** The exit code and signal, once it has ended. */
  readonly ended: Promise<{ readonly exitCode: number; readonly signal?: number | undefined }>;
}

export interface PtyOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  readonly columns?: number;
  readonly rows?: number;
}

export function ptyDriver({ command, args, env, cwd, columns = 110, rows = 30 }: PtyOptions): PtyDriver {
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const child = spawn(command, [...args], { name: 'xterm-256color', cols: columns, rows, cwd, env });
  let written = '';
  child.onData((data) => {
    written += data;
    terminal.write(data);
  });
  const ended = new Promise<{ exitCode: number; signal?: number | undefined }>((resolve) =>
    child.onExit(resolve),
  );
  const screen = () =>
    Array.from(
      { length: terminal.rows },
      (_, row) =>
        terminal.buffer.active.getLine(terminal.buffer.active.baseY + row)?.translateToString(true) ?? '',
    ).join('\n');
  return {
    process: child,
    screen,
    alternate: () => terminal.buffer.active.type === 'alternate',
    written: () => written,
    press: (keys) => child.write(keys),
    resize: (newColumns, newRows) => {
      terminal.resize(newColumns, newRows);
      child.resize(newColumns, newRows);
    },
    waitFor: async (condition) => {
      const deadline = performance.now() + DEADLINE;
      while (performance.now() < deadline) {
        const frame = screen();
        const met =
          typeof condition === 'function'
            ? condition()
            : typeof condition === 'string'
              ? frame.includes(condition)
              : condition.test(frame);
        if (met) {
          return frame;
        }
        await pause(10);
      }
      throw new Error(`Waited for ${String(condition)}; the last frame is:\n${screen()}`);
    },
    ended,
  };
}
