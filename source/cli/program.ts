import { Argument, Command, Help, InvalidArgumentError, Option } from 'commander';
import type { ArgumentSpec, CommandSpec, Invocation, OptionSpec } from './command.ts';
import { COMMANDS, DEMO_OPTION, GROUPS, VERSION_OPTION } from './command-table.ts';
import { GLOBAL_OPTIONS } from './common-options.ts';
import { flagNames } from './flag-names.ts';
import { typedWords } from './typed-words.ts';

export interface ProgramOptions {
  /** What was typed: where it names a command, only that one is made, because making all of them takes its time. */
  readonly argv: readonly string[];
  readonly version: string;
  readonly onInvoke: (spec: CommandSpec, invocation: Invocation) => void;
  readonly writeOut: (text: string) => void;
}

/** Makes the parser from the table. Nothing runs while it parses: it only tells what was asked for. */
export function createProgram(options: ProgramOptions): Command {
  const program = prepare(new Command('trustdeck'), options)
    .description('A full-screen trust manager for Docker Content Trust and Notary v1.')
    .usage('[options] [command]')
    .version(options.version, VERSION_OPTION.flags, VERSION_OPTION.summary)
    .addOption(toOption(DEMO_OPTION))
    .helpCommand(false)
    .addHelpText('after', '\nWithout a command, trustdeck opens the app.\nExample: trustdeck --demo');
  for (const option of GLOBAL_OPTIONS) {
    program.addOption(toOption(option));
  }
  for (const spec of commandsFor(options.argv)) {
    addCommand(program, spec, options);
  }
  return program;
}

/** The commands that start with the first word typed; all of them when there is none such. */
function commandsFor(argv: readonly string[]): readonly CommandSpec[] {
  const [word] = typedWords(argv);
  const meant = COMMANDS.filter(({ name }) => name.split(' ')[0] === word);
  return meant.length === 0 ? COMMANDS : meant;
}

function addCommand(program: Command, spec: CommandSpec, options: ProgramOptions): void {
  const [first = '', second] = spec.name.split(' ');
  const parent = second === undefined ? program : groupOf(program, first, options);
  const command = prepare(parent.command(second ?? first), options)
    .description(spec.summary)
    .allowExcessArguments(false)
    .addHelpText('after', `\nExample: ${spec.example}`)
    .action(() => options.onInvoke(spec, { positionals: command.args, options: command.opts() }));
  const replaced = replacesArguments(spec, options.argv);
  for (const argument of spec.arguments) {
    command.addArgument(toArgument(replaced ? { ...argument, optional: true } : argument));
  }
  for (const option of spec.options) {
    command.addOption(toOption(replaced ? { ...option, required: false } : option));
  }
}

/** Whether an option was typed, such as `--resume`, which says all that arguments would. */
function replacesArguments({ options }: CommandSpec, argv: readonly string[]): boolean {
  return options.some(
    (option) =>
      option.replacesArguments === true && flagNames(option.flags).some((name) => argv.includes(name)),
  );
}

function toArgument({ name, repeated, optional, choices }: ArgumentSpec): Argument {
  const text = repeated ? `${name}...` : name;
  const argument = new Argument(optional === true ? `[${text}]` : `<${text}>`);
  return choices === undefined ? argument : argument.choices([...choices]);
}

function groupOf(program: Command, name: string, options: ProgramOptions): Command {
  return (
    program.commands.find((command) => command.name() === name) ??
    prepare(program.command(name), options)
      .description(GROUPS.get(name) ?? '')
      .helpCommand(false)
  );
}

/** Commander never exits or prints errors by itself; the command line layer words them. */
function prepare(command: Command, { writeOut }: ProgramOptions): Command {
  return command
    .exitOverride()
    .configureOutput({ writeOut, writeErr: () => undefined, outputError: () => undefined })
    .configureHelp({ showGlobalOptions: true, optionDescription: describeOption })
    .helpOption('-h, --help', 'show help');
}

/** As commander does, without what stands for a value that is left out: the summary says that. */
function describeOption(option: Option): string {
  const shown = new Option(option.flags, option.description);
  if (option.argChoices !== undefined) {
    shown.choices(option.argChoices);
  }
  return new Help().optionDescription(shown);
}

function toOption({ flags, summary, required, repeated, preset, choices }: OptionSpec): Option {
  const option = new Option(flags, summary).makeOptionMandatory(required === true);
  if (preset !== undefined) {
    option.preset(preset);
  }
  if (choices !== undefined) {
    option.choices([...choices]);
  }
  const check = (value: string): string => {
    if (choices !== undefined && !choices.includes(value)) {
      throw new InvalidArgumentError(`Allowed choices are ${choices.join(', ')}.`);
    }
    return value;
  };
  return repeated === true
    ? option.argParser((value: string, previous: readonly string[] = []) => [...previous, check(value)])
    : option;
}
