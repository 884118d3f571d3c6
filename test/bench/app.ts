import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { stripVTControlCharacters } from 'node:util';
import { type IPty, spawn } from '@lydell/node-pty';
import { startLargeServer } from './large-server.ts';
import { highWaterMark, quantile } from './measure.ts';
import type { Row } from './report.ts';

const SIZE = { cols: 160, rows: 50 };
const STARTS = 7;
const KEY_PRESSES = 120;
/** Ink draws each frame, all of it, within a synchronised update. */
const FRAME_START = '\u001b[?2026h';
const FRAME_END = '\u001b[?2026l';
/** What a key changes: the position in the list of repositories, and the tag under the cursor in the detail area. */
const REPOSITORY = / (\d+)\/1000 /;
const TAG = /[│╮╯]│▸ \S+ (\S+)/;
const WAIT_LIMIT_MS = 30_000;
const LIMITS = { firstListMs: 400, keyMedianMs: 16, keyP95Ms: 33, memoryMib: 150 };

/** Measures the built app in a pseudo-terminal with 1,000 repositories, one of them with 5,000 tags. */
export async function measureApp(options: {
  readonly dir: string;
  readonly trustdeckBin: string;
}): Promise<Row[]> {
  const server = await startLargeServer({ dir: join(options.dir, 'large') });
  try {
    const home = join(options.dir, 'home');
    await mkdir(home, { recursive: true });
    const start = () => new App([options.trustdeckBin, ...server.args], home);
    const starts: number[] = [];
    for (let count = 0; count <= STARTS; count += 1) {
      const app = start();
      starts.push(await app.until(server.firstName));
      await app.quit();
    }
    const app = start();
    await app.until(server.firstName);
    await app.idle();
    const presses = await pressKeys(app);
    const memory = highWaterMark(app.pid) / 1024;
    await app.quit();
    return rows({ starts: starts.slice(1), presses, memory });
  } finally {
    await server.close();
  }
}

/** Down the repositories, each of which is opened by that, and down the tags of the large one. */
async function pressKeys(app: App): Promise<number[]> {
  const presses: number[] = [];
  const down = async (changes: RegExp) => {
    for (let count = 0; count < KEY_PRESSES / 2; count += 1) {
      presses.push(await app.pressToFrame('j', changes));
    }
  };
  await down(REPOSITORY);
  for (const key of ['g', '0', ']', ']']) {
    app.press(key);
    await app.nextFrame();
    await app.idle();
  }
  await down(TAG);
  return presses;
}

function rows(measured: { starts: readonly number[]; presses: readonly number[]; memory: number }): Row[] {
  const detail = '1,000 repositories, 5,000 tags, 160x50';
  return [
    {
      what: 'app: first painted list, median',
      value: quantile(measured.starts, 0.5),
      limit: LIMITS.firstListMs,
      unit: 'ms',
      detail,
    },
    {
      what: 'app: key to frame, median',
      value: quantile(measured.presses, 0.5),
      limit: LIMITS.keyMedianMs,
      unit: 'ms',
      detail,
    },
    {
      what: 'app: key to frame, p95',
      value: quantile(measured.presses, 0.95),
      limit: LIMITS.keyP95Ms,
      unit: 'ms',
      detail,
    },
    { what: 'app: peak memory', value: measured.memory, limit: LIMITS.memoryMib, unit: 'MiB', detail },
  ];
}

/** The app in a pseudo-terminal, with the moments at which it painted. */
class App {
  readonly #pty: IPty;
  readonly #started = performance.now();
  #output = '';
  /** The last frame as plain text, and when it had come. */
  #frame = '';
  #lastFrame = 0;
  #onFrame: (() => void) | null = null;

  constructor(args: readonly string[], home: string) {
    const env = { PATH: process.env['PATH'] ?? '', HOME: home, TERM: 'xterm-256color', LANG: 'C.UTF-8' };
    this.#pty = spawn(process.execPath, [...args], { ...SIZE, env });
    this.#pty.onData((data) => {
      this.#output += data;
      const end = this.#output.lastIndexOf(FRAME_END);
      if (end >= 0) {
        this.#lastFrame = performance.now();
        this.#frame = stripVTControlCharacters(
          this.#output.slice(this.#output.lastIndexOf(FRAME_START, end), end),
        );
        this.#output = this.#output.slice(end + FRAME_END.length);
        this.#onFrame?.();
      }
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Milliseconds from start until a frame held `text`. */
  async until(text: string): Promise<number> {
    await this.#frameWhen(() => this.#frame.includes(text), `"${text}"`);
    return this.#lastFrame - this.#started;
  }

  /** Resolves when nothing has been painted for a while. */
  async idle(): Promise<void> {
    const quiet = 1_000;
    while (performance.now() - this.#lastFrame < quiet) {
      await new Promise((later) => setTimeout(later, quiet / 4));
    }
  }

  press(key: string): void {
    this.#pty.write(key);
  }

  async nextFrame(): Promise<void> {
    const before = this.#lastFrame;
    await this.#frameWhen(() => this.#lastFrame > before, 'another frame');
  }

  /**
   * Milliseconds from writing a key to the end of the frame that shows what it did: what `changes` finds is no longer
   * what it was. A frame that something in the background asked for is none.
   */
  async pressToFrame(key: string, changes: RegExp): Promise<number> {
    const before = changes.exec(this.#frame)?.[1];
    const start = performance.now();
    this.press(key);
    const isDone = () => (changes.exec(this.#frame)?.[1] ?? before) !== before;
    await this.#frameWhen(isDone, `a frame after ${key}`);
    return this.#lastFrame - start;
  }

  async quit(): Promise<void> {
    const gone = new Promise((done) => this.#pty.onExit(done));
    this.#pty.write('q');
    await gone;
  }

  #frameWhen(done: () => boolean, what: string): Promise<void> {
    if (done()) {
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error(`never saw ${what}; the last frame was\n${this.#frame}`));
      const limit = setTimeout(late, WAIT_LIMIT_MS);
      this.#onFrame = () => {
        if (done()) {
          clearTimeout(limit);
          this.#onFrame = null;
          resolve();
        }
      };
    });
  }
}
