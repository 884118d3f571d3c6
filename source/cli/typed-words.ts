import { COMMANDS } from './command-table.ts';
import { GLOBAL_OPTIONS } from './common-options.ts';
import { flagNames } from './flag-names.ts';

const TAKE_VALUES: ReadonlySet<string> = new Set(
  [...GLOBAL_OPTIONS, ...COMMANDS.flatMap(({ options }) => options)]
    .filter(({ flags }) => /[<[]/.test(flags))
    .flatMap(({ flags }) => flagNames(flags)),
);

/** What was typed without the options and their values: the command's words and its arguments. */
export function typedWords(argv: readonly string[]): readonly string[] {
  return argv.filter((text, index) => !text.startsWith('-') && !TAKE_VALUES.has(argv[index - 1] ?? ''));
}
