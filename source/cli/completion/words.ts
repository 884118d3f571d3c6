import type { OptionSpec } from '../command.ts';
import { COMMANDS, DEMO_OPTION, GROUPS, VERSION_OPTION } from '../command-table.ts';
import { GLOBAL_OPTIONS } from '../common-options.ts';
import { flagNames } from '../flag-names.ts';

export interface CompletionOption {
  /** Such as `--role`. */
  readonly name: string;
  /** Such as `-o`; null without one. */
  readonly letter: string | null;
  readonly summary: string;
  readonly takesValue: boolean;
  readonly isFile: boolean;
  /** The only values there are; empty where it takes any. */
  readonly choices: readonly string[];
}

/** What may follow the words typed so far. */
export interface CompletionState {
  /** Words of the command, such as `delegation`; empty for the beginning of the line. */
  readonly after: string;
  readonly words: readonly { readonly word: string; readonly summary: string }[];
  readonly options: readonly CompletionOption[];
  /** Names of files may follow too. */
  readonly takesFiles: boolean;
}

const HELP: CompletionOption = {
  name: '--help',
  letter: '-h',
  summary: 'show help',
  takesValue: false,
  isFile: false,
  choices: [],
};

/** The command table as a shell's completion needs it: one state for every word that may be typed. */
export function completionWords(): readonly CompletionState[] {
  const first = new Map(
    COMMANDS.map(({ name, summary }) => {
      const word = name.split(' ')[0] ?? name;
      return [word, GROUPS.get(word) ?? summary];
    }),
  );
  const groups = [...GROUPS.keys()].map((group) => ({
    after: group,
    words: COMMANDS.filter(({ name }) => name.startsWith(`${group} `)).map(({ name, summary }) => ({
      word: name.slice(group.length + 1),
      summary,
    })),
    options: [HELP],
    takesFiles: false,
  }));
  const leaves = COMMANDS.map((spec) => ({
    after: spec.name,
    words: spec.arguments.flatMap(({ choices }) => (choices ?? []).map((word) => ({ word, summary: '' }))),
    options: [...[...spec.options, ...GLOBAL_OPTIONS].map(toOption), HELP],
    takesFiles: spec.arguments.some(({ isFile }) => isFile === true),
  }));
  const start = [...first].map(([word, summary]) => ({ word, summary }));
  const options = [...[DEMO_OPTION, VERSION_OPTION, ...GLOBAL_OPTIONS].map(toOption), HELP];
  return [{ after: '', words: start, options, takesFiles: false }, ...groups, ...leaves];
}

/** The words after which another word of the command follows, such as `delegation`. */
export function groupsOf(states: readonly CompletionState[]): readonly string[] {
  const after = states.map((state) => state.after);
  return after.filter((name) => name !== '' && after.some((other) => other.startsWith(`${name} `)));
}

/** Names and letters of the options that are `wanted`, each once. */
export function namesOf(
  states: readonly CompletionState[],
  wanted: (option: CompletionOption) => boolean,
): readonly string[] {
  const options = states.flatMap((state) => state.options).filter(wanted);
  return [...new Set(options.flatMap(({ name, letter }) => (letter === null ? [name] : [letter, name])))];
}

function toOption({ flags, summary, isFile, choices = [] }: OptionSpec): CompletionOption {
  const names = flagNames(flags);
  return {
    name: names.find((name) => name.startsWith('--')) ?? '',
    letter: names.find((name) => !name.startsWith('--')) ?? null,
    summary,
    takesValue: /[<[]/.test(flags),
    isFile: isFile === true,
    choices,
  };
}

/** Where only certain values may follow: the command and the option, as typed. */
export function valuesOf(
  states: readonly CompletionState[],
): readonly { readonly after: string; readonly choices: readonly string[] }[] {
  return states.flatMap((state) =>
    state.options
      .filter(({ choices }) => choices.length > 0)
      .map(({ name, choices }) => ({ after: `${state.after} ${name}`, choices })),
  );
}
