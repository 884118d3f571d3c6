import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { main } from '../../../source/main.ts';
import type { NotaryLimits } from '../../../source/notary/index.ts';
import { type Answer, Typist } from './typist.ts';

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** With a person at the terminal: what was asked, and how. */
  readonly typist: Typist | null;
  /** The one document on stdout. */
  json(): unknown;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** What is piped into it; without it, input is no place to read from. */
  readonly input?: string;
  /** A person at the terminal, who answers these prompts in this order. */
  readonly answers?: readonly Answer[];
  /** Told of everything that is written to stdout, as it is written. */
  readonly onStdout?: (soFar: string) => void;
  /** Of a terminal on stdout; it is none without. */
  readonly columns?: number;
  /** Of the client, where a test does not wait as long as people do. */
  readonly notaryLimits?: Partial<NotaryLimits>;
}

/** A home folder of its own, in which command lines are run as a process would, without being one. */
export class Shell {
  readonly home: string;
  readonly trustDir: string;

  constructor(home = mkdtempSync(join(tmpdir(), 'trustdeck-cli-'))) {
    this.home = home;
    this.trustDir = join(home, 'trust');
  }

  async run(argv: readonly string[], options: RunOptions = {}): Promise<Finished> {
    const typist = options.answers === undefined ? null : new Typist(options.answers);
    const [stdout, captured] = [new Captured(options.onStdout), new Captured()];
    const interrupted = new AbortController();
    if (options.columns !== undefined) {
      Object.assign(stdout, { columns: options.columns });
    }
    const given = options.signal ?? new AbortController().signal;
    const code = await main(argv, {
      stdout,
      stderr: typist?.stderr ?? captured,
      stdin: typist?.stdin ?? inputOf(options.input),
      terminal: null,
      env: options.env ?? {},
      home: this.home,
      cwd: this.home,
      signal: AbortSignal.any([given, interrupted.signal]),
      interrupt: () => interrupted.abort(),
      atExit: () => undefined,
      ...(options.notaryLimits !== undefined && { notaryLimits: options.notaryLimits }),
    });
    const stderr = typist?.text ?? captured.text;
    return { code, stdout: stdout.text, stderr, typist, json: () => JSON.parse(stdout.text) };
  }

  dispose(): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** A pipe that holds `text`; without one, something that is no place to read from. */
function inputOf(text: string | undefined): Readable {
  return text === undefined ? Object.assign(Readable.from([]), { fd: -1 }) : Readable.from([text]);
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
