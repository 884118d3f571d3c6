import { COMMANDS, GLOBAL_OPTIONS } from './command-table.ts';

const TAKE_VALUES: ReadonlySet<string> = new Set(
  [...GLOBAL_OPTIONS, ...COMMANDS.flatMap(({ options }) => options)]
    .filter(({ flags }) => flags.includes('<'))
    .map(({ flags }) => flags.split(' ')[0] ?? ''),
);

/** What was typed without the options and their values: the command's words and its arguments. */
export function typedWords(argv: readonly string[]): readonly string[] {
  return argv.filter((text, index) => !text.startsWith('-') && !TAKE_VALUES.has(argv[index - 1] ?? ''));
}
