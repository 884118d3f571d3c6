import { safeText } from './base/index.ts';

export interface LastWords {
  readonly stderr: { write(text: string): unknown };
  /** `--debug` was given: the stack is shown too. */
  readonly debug: boolean;
}

/** Says in one line what ended the process outside of any command. */
export function tellUnexpected(error: unknown, { stderr, debug }: LastWords): void {
  const message = error instanceof Error ? error.message : String(error);
  stderr.write(`Error: trustdeck stopped unexpectedly: ${safeText(message)}\n`);
  if (debug && error instanceof Error) {
    const lines = (error.stack ?? '').split('\n');
    stderr.write(lines.map((line) => `debug: ${safeText(line)}\n`).join(''));
  }
}
