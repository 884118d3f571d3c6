import { Readable, Writable } from 'node:stream';

/** What a person types when a prompt shows; `echoed` says whether the terminal was to show it. */
export interface Answer {
  readonly to: string | RegExp;
  readonly keys: string;
  readonly echoed: boolean;
  /** Something else that happens while the prompt shows. */
  readonly meanwhile?: () => void;
}

/** Types a line that the terminal shows. */
export function types(to: string | RegExp, line: string): Answer {
  return { to, keys: `${line}\n`, echoed: true };
}

/** Types a secret, as a terminal in raw mode sends it. */
export function secretly(to: string | RegExp, keys: string): Answer {
  return { to, keys, echoed: false };
}

/** A terminal with a person at it, who answers in order and types nothing that was not asked for. */
export class Typist {
  readonly stdin: Readable & { isTTY: boolean; setRawMode: (on: boolean) => unknown };
  readonly stderr: Writable & { isTTY: boolean };
  /** Everything on the screen but what was typed. */
  text = '';
  raw = false;
  /** Answers typed while the terminal was not as they need it: secrets that were echoed, and the other way round. */
  readonly misplaced: Answer[] = [];
  readonly left: Answer[];
  #seen = 0;

  constructor(answers: readonly Answer[]) {
    this.left = [...answers];
    this.stdin = Object.assign(new Readable({ read: () => undefined }), {
      isTTY: true,
      setRawMode: (on: boolean) => {
        this.raw = on;
      },
    });
    const write = (chunk: string | Buffer, _: string, done: () => void) => {
      this.text += String(chunk);
      done();
      this.#answer();
    };
    this.stderr = Object.assign(new Writable({ decodeStrings: false, write }), { isTTY: true });
  }

  #answer(): void {
    const [next] = this.left;
    const shown = this.text.slice(this.#seen);
    if (
      next === undefined ||
      (typeof next.to === 'string' ? !shown.includes(next.to) : !next.to.test(shown))
    ) {
      return;
    }
    this.#seen = this.text.length;
    this.left.shift();
    if (this.raw === next.echoed) {
      this.misplaced.push(next);
    }
    next.meanwhile?.();
    if (next.keys !== '') {
      this.stdin.push(next.keys);
    }
  }
}
