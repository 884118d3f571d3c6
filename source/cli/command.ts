import type { Output } from './output.ts';
import type { CliIo, CliPorts, GlobalOptions } from './ports.ts';

export interface ArgumentSpec {
  readonly name: string;
  readonly repeated: boolean;
  readonly optional?: boolean;
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** Completes to names of files. */
  readonly isFile?: boolean;
}

export interface OptionSpec {
  /** As commander reads it, such as `--role <role>`. */
  readonly flags: string;
  readonly summary: string;
  readonly required?: boolean;
  /** May be given several times; what it gives is a list. */
  readonly repeated?: boolean;
  /** What it stands for where its value may be left out, and is. */
  readonly preset?: string;
  /** The only values there are. */
  readonly choices?: readonly string[];
  /** With it, neither arguments nor required options are needed. */
  readonly replacesArguments?: boolean;
  /** Completes to names of files. */
  readonly isFile?: boolean;
}

/** Every option that some command takes besides the global ones; the table says which takes which. */
export interface TypedOptions {
  readonly acceptRisk?: readonly string[];
  readonly algorithm?: string;
  readonly as?: string;
  readonly all?: boolean;
  readonly allPaths?: boolean;
  readonly certificate?: boolean;
  readonly csr?: string;
  readonly digest?: string;
  readonly dir?: string;
  readonly dryRun?: boolean;
  readonly explain?: readonly string[];
  readonly fix?: boolean;
  readonly forget?: boolean;
  readonly gun?: string;
  readonly keepOld?: boolean;
  readonly finish?: boolean;
  readonly key?: readonly string[];
  readonly keyId?: readonly string[];
  readonly name?: string;
  readonly number?: string;
  readonly old?: readonly string[];
  readonly output?: string;
  readonly paths?: readonly string[];
  readonly port?: string;
  readonly pretty?: boolean;
  readonly public?: boolean;
  readonly remote?: boolean;
  readonly removeOldKey?: boolean;
  readonly resign?: boolean;
  readonly resignAs?: string;
  readonly resume?: boolean;
  readonly role?: readonly string[];
  readonly rootCert?: string;
  readonly rootKey?: string;
  readonly selfSigned?: string;
  readonly serverManaged?: boolean;
  readonly signer?: string;
  readonly size?: string;
  readonly subject?: string;
  readonly threshold?: string;
  readonly tls?: boolean;
  readonly yes?: boolean;
}

/** What was typed for one command, after the parser has checked it against the table. */
export interface Invocation {
  readonly positionals: readonly string[];
  readonly options: TypedOptions;
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
