import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { main } from '../../../source/main.ts';

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The one document on stdout. */
  json(): unknown;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** What is piped into it; without it, input is no place to read from. */
  readonly input?: string;
  /** Told of everything that is written to stdout, as it is written. */
  readonly onStdout?: (soFar: string) => void;
}

/** A home folder of its own, in which command lines are run as a process would, without being one. */
export class Shell {
  readonly home = mkdtempSync(join(tmpdir(), 'trustdeck-cli-'));
  readonly trustDir = join(this.home, 'trust');

  async run(argv: readonly string[], options: RunOptions = {}): Promise<Finished> {
    const [stdout, stderr] = [new Captured(options.onStdout), new Captured()];
    const code = await main(argv, {
      stdout,
      stderr,
      stdin:
        options.input === undefined
          ? Object.assign(Readable.from([]), { fd: -1 })
          : Readable.from([options.input]),
      terminal: null,
      env: options.env ?? {},
      home: this.home,
      cwd: this.home,
      signal: options.signal ?? new AbortController().signal,
      interrupt: () => undefined,
      atExit: () => undefined,
    });
    return { code, stdout: stdout.text, stderr: stderr.text, json: () => JSON.parse(stdout.text) };
  }

  dispose(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

class Captured extends Writable {
  text = '';
  readonly #onText: ((soFar: string) => void) | undefined;

  constructor(onText?: (soFar: string) => void) {
    super({ decodeStrings: false });
    this.#onText = onText;
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    this.#onText?.(this.text);
    done();
  }
}
