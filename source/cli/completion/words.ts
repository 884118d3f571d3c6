import type { OptionSpec } from '../command.ts';
import { COMMANDS, DEMO_OPTION, GLOBAL_OPTIONS, GROUPS, VERSION_OPTION } from '../command-table.ts';

export interface CompletionOption {
  /** Such as `--role`. */
  readonly name: string;
  readonly summary: string;
  readonly takesValue: boolean;
  readonly isFile: boolean;
}

/** What may follow the words typed so far. */
export interface CompletionState {
  /** Words of the command, such as `delegation`; empty for the beginning of the line. */
  readonly after: string;
  readonly words: readonly { readonly word: string; readonly summary: string }[];
  readonly options: readonly CompletionOption[];
}

const HELP: CompletionOption = { name: '--help', summary: 'show help', takesValue: false, isFile: false };

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
  }));
  const leaves = COMMANDS.map((spec) => ({
    after: spec.name,
    words: spec.arguments.flatMap(({ choices }) => (choices ?? []).map((word) => ({ word, summary: '' }))),
    options: [...[...spec.options, ...GLOBAL_OPTIONS].map(toOption), HELP],
  }));
  const start = [...first].map(([word, summary]) => ({ word, summary }));
  const options = [...[DEMO_OPTION, VERSION_OPTION, ...GLOBAL_OPTIONS].map(toOption), HELP];
  return [{ after: '', words: start, options }, ...groups, ...leaves];
}

/** The words after which another word of the command follows, such as `delegation`. */
export function groupsOf(states: readonly CompletionState[]): readonly string[] {
  const after = states.map((state) => state.after);
  return after.filter((name) => name !== '' && after.some((other) => other.startsWith(`${name} `)));
}

/** Names of the options that are `wanted`, each once. */
export function namesOf(
  states: readonly CompletionState[],
  wanted: (option: CompletionOption) => boolean,
): readonly string[] {
  const options = states.flatMap((state) => state.options).filter(wanted);
  return [...new Set(options.map(({ name }) => name))];
}

function toOption({ flags, summary, isFile }: OptionSpec): CompletionOption {
  const [name = '', value] = flags.split(' ');
  return { name, summary, takesValue: value !== undefined, isFile: isFile === true };
}
