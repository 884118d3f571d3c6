import type { Output } from './output.ts';
import type { CliIo, CliPorts, GlobalOptions } from './ports.ts';

export interface ArgumentSpec {
  readonly name: string;
  readonly repeated: boolean;
  /** The only values there are. */
  readonly choices?: readonly string[];
}

export interface OptionSpec {
  /** As commander reads it, such as `--role <role>`. */
  readonly flags: string;
  readonly summary: string;
  readonly required?: boolean;
  /** May be given several times. */
  readonly repeated?: boolean;
  /** Completes to names of files. */
  readonly isFile?: boolean;
}

/** What was typed for one command, after the parser has checked it against the table. */
export interface Invocation {
  readonly positionals: readonly string[];
  readonly options: {
    readonly pretty?: boolean;
    readonly role?: readonly string[];
    readonly digest?: string;
    readonly port?: string;
    readonly dir?: string;
    readonly tls?: boolean;
  };
}

export interface CommandContext {
  readonly ports: CliPorts;
  readonly io: CliIo;
  readonly globals: GlobalOptions;
  readonly quiet: boolean;
  readonly output: Output;
}

/** Runs a command and resolves with its exit code; what it throws is told by the caller. */
export type RunCommand = (invocation: Invocation, context: CommandContext) => Promise<number>;

/** One command: a row of the table that parser, help, completion and documentation are made from. */
export interface CommandSpec {
  /** Words as typed, such as `delegation list`. */
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  readonly example: string;
  readonly load: () => Promise<{ readonly run: RunCommand }>;
}
