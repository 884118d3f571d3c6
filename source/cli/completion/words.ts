import type { OptionSpec } from '../command.ts';
import { COMMANDS, GLOBAL_OPTIONS, GROUPS } from '../command-table.ts';

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
    options: [],
  }));
  const leaves = COMMANDS.map((spec) => ({
    after: spec.name,
    words: spec.arguments.flatMap(({ choices }) => (choices ?? []).map((word) => ({ word, summary: '' }))),
    options: [...spec.options, ...GLOBAL_OPTIONS].map(toOption),
  }));
  const start = [...first].map(([word, summary]) => ({ word, summary }));
  return [{ after: '', words: start, options: GLOBAL_OPTIONS.map(toOption) }, ...groups, ...leaves];
}

function toOption({ flags, summary, isFile }: OptionSpec): CompletionOption {
  const [name = '', value] = flags.split(' ');
  return { name, summary, takesValue: value !== undefined, isFile: isFile === true };
}
