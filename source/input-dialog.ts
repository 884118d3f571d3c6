import { fstatSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { type Dialog, EMPTY_LINE, feed } from './cli/index.ts';
import type { Input, Surroundings } from './surroundings.ts';

/**
 * Asks on the terminal, also when stderr leads elsewhere, or reads the lines of a pipe. There is one buffer for the whole run, so that lines that came in
 * one piece answer one question after the other.
 */
export class InputDialog implements Dialog {
  readonly partner: Dialog['partner'];
  readonly apart: boolean;
  readonly #surroundings: Surroundings;
  readonly #screen: Writable;
  readonly #decoder = new StringDecoder('utf8');
  #buffered = '';
  /** A carriage return ended the last line: a line feed after it belongs to that end. */
  #afterReturn = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(surroundings: Surroundings, openScreen: () => Writable | null) {
    this.#surroundings = surroundings;
    const { stdin, stderr } = surroundings;
    const screen = stdin.isTTY !== true || isTerminal(stderr) ? stderr : openScreen();
    this.partner = stdin.isTTY === true ? (screen === null ? 'none' : 'terminal') : partnerOf(stdin);
    this.#screen = screen ?? stderr;
    this.apart = this.#screen !== stderr;
  }

  say(text: string): void {
    this.#screen.write(text);
  }

  readLine(prompt: string, signal: AbortSignal): Promise<string | null> {
    return this.#inTurn(async () => {
      this.#prompt(prompt);
      let line: string | null = null;
      try {
        line = await this.#line(signal);
        return line;
      } finally {
        // Nobody pressed Enter: what comes next would stand behind the question.
        this.#prompt(line === null ? '\n' : '');
      }
    });
  }

  readSecret(prompt: string, signal: AbortSignal): Promise<string | null> {
    return this.#inTurn(() =>
      this.partner === 'terminal' ? this.#withoutEcho(prompt, signal) : this.#line(signal),
    );
  }

  /** One question at a time, however many repositories have one. */
  #inTurn<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const asked = this.#turn.then(ask);
    this.#turn = asked.catch(() => undefined);
    return asked;
  }

  #prompt(text: string): void {
    if (this.partner === 'terminal') {
      this.say(text);
    }
  }

  async #line(signal: AbortSignal): Promise<string | null> {
    for (;;) {
      this.#dropLineFeed();
      const end = this.#buffered.search(/[\r\n]/);
      if (end >= 0) {
        const line = this.#buffered.slice(0, end);
        this.#afterReturn = this.#buffered[end] === '\r';
        this.#buffered = this.#buffered.slice(end + 1);
        return line;
      }
      if (!(await this.#more(signal))) {
        const line = this.#buffered;
        this.#buffered = '';
        return line === '' ? null : line;
      }
    }
  }

  /** Raw mode comes before the prompt: what is typed as soon as the prompt shows is not echoed either. */
  async #withoutEcho(prompt: string, signal: AbortSignal): Promise<string | null> {
    const { stdin } = this.#surroundings;
    const restore = this.#rawMode();
    try {
      this.#prompt(prompt);
      for (let line = EMPTY_LINE; ; ) {
        this.#dropLineFeed();
        const fed = feed(line, this.#buffered);
        const ended = this.#buffered.at(-fed.rest.length - 1);
        ({ line, rest: this.#buffered } = fed);
        if (fed.outcome === 'enter') {
          this.#afterReturn = ended === '\r';
          return line.text;
        }
        if (fed.outcome === 'interrupt') {
          this.#buffered = '';
          this.#surroundings.interrupt();
          return await aborted(signal);
        }
        if (fed.outcome === 'end' || !(await this.#more(signal))) {
          return null;
        }
      }
    } finally {
      restore();
      stdin.pause();
      this.say('\n');
    }
  }

  /** Returns what takes it back; the process's end does too, in whatever way it comes. */
  #rawMode(): () => void {
    const { stdin, atExit } = this.#surroundings;
    let raw = true;
    const restore = () => {
      if (raw) {
        raw = false;
        stdin.setRawMode?.(false);
      }
    };
    stdin.setRawMode?.(true);
    atExit(restore);
    return restore;
  }

  #dropLineFeed(): void {
    if (this.#afterReturn && this.#buffered !== '') {
      this.#buffered = this.#buffered.replace(/^\n/, '');
      this.#afterReturn = false;
    }
  }

  /** Waits for the next piece of input; false when there is none. Rejects with the signal's reason. */
  #more(signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted();
    const { stdin } = this.#surroundings;
    // It may have ended while nothing was asked, with nobody to be told.
    if (stdin.readableEnded || stdin.destroyed) {
      return Promise.resolve(false);
    }
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        stdin.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError).pause();
        signal.removeEventListener('abort', onAbort);
        act();
      };
      const onData = (chunk: Buffer | string) =>
        settle(() => {
          this.#buffered += typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);
          resolve(true);
        });
      const onEnd = () => settle(() => resolve(false));
      const onError = (error: unknown) => settle(() => reject(error));
      const onAbort = () => settle(() => reject(signal.reason));
      stdin.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError).resume();
      signal.addEventListener('abort', onAbort);
    });
  }
}

/** Never resolves; rejects with the signal's reason. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(signal.reason);
    if (signal.aborted) {
      give();
    } else {
      signal.addEventListener('abort', give, { once: true });
    }
  });
}

function isTerminal(stream: Writable): boolean {
  return 'isTTY' in stream && stream.isTTY === true;
}

/** Without a terminal: something that holds lines. What does not, such as a device or nothing at all, is never waited for. */
function partnerOf({ fd }: Input): Dialog['partner'] {
  return fd === undefined || holdsLines(fd) ? 'pipe' : 'none';
}

function holdsLines(fd: number): boolean {
  try {
    const status = fstatSync(fd);
    return status.isFIFO() || status.isFile() || status.isSocket();
  } catch {
    return false;
  }
}
