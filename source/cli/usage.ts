import type { Command, CommanderError } from 'commander';
import { COMMANDS } from './command-table.ts';
import { UsageError } from './errors.ts';
import { typedWords } from './typed-words.ts';

/** Says what is wrong with a command line, with the nearest right spelling where there is one. */
export function usageError(error: CommanderError, program: Command, argv: readonly string[]): UsageError {
  const [first = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = /Did you mean (.+)\?/.exec(rest.join(' '))?.[1] ?? null;
  const command = commandOf(program, argv);
  const seeHelp = `Run ${command} --help to see what it takes.`;
  if (error.code === 'commander.help') {
    return new UsageError({
      message: `${command} needs another word`,
      why: `It stands for: ${subcommands(command)}.`,
      next: seeHelp,
    });
  }
  return new UsageError({
    message: `${first.charAt(0).toUpperCase()}${first.slice(1)}`,
    why: `${command} does not work like that.`,
    next: suggestion === null ? seeHelp : `Did you mean ${suggestion}? ${seeHelp}`,
  });
}

function commandOf(program: Command, argv: readonly string[]): string {
  const words = typedWords(argv).slice(0, 2);
  const known = (name: string) => COMMANDS.some((spec) => spec.name === name);
  const [first = ''] = words;
  if (known(words.join(' '))) {
    return `${program.name()} ${words.join(' ')}`;
  }
  return known(first) || COMMANDS.some((spec) => spec.name.startsWith(`${first} `))
    ? `${program.name()} ${first}`
    : program.name();
}

function subcommands(command: string): string {
  const group = command.split(' ')[1] ?? '';
  return COMMANDS.filter((spec) => spec.name.startsWith(`${group} `))
    .map((spec) => spec.name)
    .join(', ');
}
