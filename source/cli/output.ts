import { safeText } from '../base/index.ts';
import type { ErrorReport } from '../operations/index.ts';
import { exitCodeOf, wordsOf } from './errors.ts';
import { jsonText } from './json-text.ts';
import type { PageLine } from './page.ts';
import type { CliIo } from './ports.ts';

export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
  readonly debug: boolean;
}

/** How a command talks: data on stdout, everything else on stderr, nothing unsafe on either. */
export class Output {
  readonly #io: CliIo;
  readonly #options: OutputOptions;

  #asides = '';

  constructor(io: CliIo, options: OutputOptions) {
    this.#io = io;
    this.#options = options;
  }

  /** Whether the caller asked for one JSON document. */
  get isJson(): boolean {
    return this.#options.json;
  }

  /** One document on stdout. */
  json(value: unknown, indent = 2): void {
    this.#io.stdout(`${jsonText(value, indent)}\n`);
  }

  lines(lines: readonly string[]): void {
    this.#io.stdout(lines.map((line) => `${safeText(line)}\n`).join(''));
  }

  /** Paragraphs, as wide as the terminal, and in colours where these are wanted and can be shown. */
  async page(lines: readonly PageLine[]): Promise<void> {
    const { drawPage } = await import('./page.ts');
    const { columns, styled } = this.#io.paper();
    const drawn = drawPage(lines, { columns, styled: styled && this.#options.color });
    this.#io.stdout(drawn.map((line) => `${line}\n`).join(''));
  }

  /** A confirmation that nobody misses with `--quiet` or `--json`. */
  remark(line: string): void {
    if (!this.#options.quiet && !this.#options.json) {
      this.lines([line]);
    }
  }

  /** What a person has to see before agreeing to something; on stderr, whatever the options say. */
  aside(lines: readonly string[]): void {
    const text = lines.map((line) => `${safeText(line)}\n`).join('');
    this.#asides += text;
    this.#io.stderr(text);
  }

  /** What has been said aside since this was last asked. */
  takeAsides(): string {
    const text = this.#asides;
    this.#asides = '';
    return text;
  }

  /** What happens meanwhile, on stderr. */
  note(line: string): void {
    if (!this.#options.quiet && !this.#options.json) {
      this.#io.stderr(`${safeText(line)}\n`);
    }
  }

  warn(line: string): void {
    if (!this.#options.quiet) {
      this.#io.stderr(`Warning: ${safeText(line)}\n`);
    }
  }

  /** Says what went wrong on stderr, in three lines, and of what when that is named. Returns the exit code. */
  fail(error: unknown, where: readonly string[] = []): number {
    const { message, why, next } = wordsOf(error);
    const lines = [`Error: ${message}`, `Why:   ${why}`, `Next:  ${next}`];
    if (where.length > 0) {
      lines.push(`In:    ${where.join(', ')}`);
    }
    this.#io.stderr(lines.map((line) => `${safeText(line)}\n`).join(''));
    this.#debug(error);
    return exitCodeOf(error);
  }

  /** Ends a command that has nothing to show but an error: on stdout as data with `--json`, else on stderr. */
  failWhole(error: unknown): number {
    if (!this.#options.json) {
      return this.fail(error);
    }
    this.json({ error: wordsOf(error) satisfies ErrorReport });
    this.#debug(error);
    return exitCodeOf(error);
  }

  /** The same for several errors: the gravest as the document, the others on stderr. Returns the worst exit code. */
  failAll(errors: readonly unknown[]): number {
    const [worst, ...others] = errors.toSorted((left, right) => exitCodeOf(right) - exitCodeOf(left));
    const code = this.failWhole(worst);
    for (const error of others) {
      this.fail(error);
    }
    return code;
  }

  #debug(error: unknown): void {
    if (!this.#options.debug) {
      return;
    }
    for (let cause = error; cause instanceof Error; cause = cause.cause) {
      const lines = (cause.stack ?? cause.message).split('\n');
      this.#io.stderr(lines.map((line) => `debug: ${safeText(line)}\n`).join(''));
    }
  }
}
