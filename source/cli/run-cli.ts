import { type Command, CommanderError } from 'commander';
import type { CommandSpec, Invocation } from './command.ts';
import { UsageError } from './errors.ts';
import { Output } from './output.ts';
import type { CliPorts, GlobalOptions } from './ports.ts';
import { createProgram } from './program.ts';
import { usageError } from './usage.ts';

/**
 * Runs one command line (without the program's own name) and resolves with the exit code. Everything that goes wrong
 * is said in words; nothing is thrown.
 */
export async function runCli(argv: readonly string[], ports: CliPorts): Promise<number> {
  let asked: { readonly spec: CommandSpec; readonly invocation: Invocation } | null = null;
  const program = createProgram({
    argv,
    version: ports.version,
    onInvoke: (spec, invocation) => {
      asked = { spec, invocation };
    },
    writeOut: ports.io.stdout,
  });
  let output = new Output(ports.io, {
    json: argv.includes('--json'),
    quiet: false,
    color: false,
    debug: argv.includes('--debug'),
  });
  try {
    if (opensApp(program, argv)) {
      return await openApp(ports, { ...globalsOf(program), demo: program.opts()['demo'] === true });
    }
    program.parse([...argv], { from: 'user' });
    const { json, quiet } = program.opts();
    const globals = globalsOf(program);
    output = new Output(ports.io, {
      json: json === true,
      quiet: quiet === true,
      color: globals.color,
      debug: globals.debug,
    });
    return await invoke(asked, { ports, io: ports.io, globals, quiet: quiet === true, output });
  } catch (error) {
    return finish(error, program, argv, output);
  }
}

async function invoke(
  asked: { readonly spec: CommandSpec; readonly invocation: Invocation } | null,
  context: Parameters<Awaited<ReturnType<CommandSpec['load']>>['run']>[1],
): Promise<number> {
  if (asked === null) {
    throw new UsageError({
      message: 'No command was given',
      why: 'The command line names none.',
      next: 'Run trustdeck --help to see the commands.',
    });
  }
  const { run } = await asked.spec.load();
  return run(asked.invocation, context);
}

/** Without a terminal there is nothing to draw on; only the demo can be told as text. */
async function openApp(
  ports: CliPorts,
  options: GlobalOptions & { readonly demo: boolean },
): Promise<number> {
  if (!ports.hasTerminal && !options.demo) {
    throw new UsageError({
      message: 'The app needs a terminal',
      why: 'Input or output is none, or only one that adds lines (TERM=dumb).',
      next: 'Run a command such as trustdeck inspect, or see trustdeck --help.',
    });
  }
  return ports.openApp(options);
}

/** No command, nothing unknown, and no request for help: the app is wanted. */
function opensApp(program: Command, argv: readonly string[]): boolean {
  const { operands, unknown } = program.parseOptions([...argv]);
  return operands.length === 0 && unknown.length === 0;
}

function globalsOf(program: Command): GlobalOptions {
  const { trustDir, server, tlscacert, tlscert, tlskey, config, color, debug } = program.opts();
  return {
    ...strings({ trustDir, server, tlscacert, tlscert, tlskey, config }),
    color: color !== false,
    debug: debug === true,
  };
}

function strings(values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function finish(error: unknown, program: Command, argv: readonly string[], output: Output): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? 0 : output.failWhole(usageError(error, program, argv));
  }
  return output.failWhole(error);
}
