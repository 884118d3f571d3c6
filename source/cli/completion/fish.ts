import { type CompletionOption, type CompletionState, groupsOf, namesOf } from './words.ts';

/** A completion script for fish. */
export function fishCompletion(states: readonly CompletionState[]): string {
  const lines = states.flatMap((state) => [
    ...(state.takesFiles ? [`${rule(state)} -F`] : []),
    ...state.words.map(({ word, summary }) => `${rule(state)} -a ${quote(word)} -d ${quote(summary)}`),
    ...state.options.map((option) => `${rule(state)} ${flag(option)} -d ${quote(option.summary)}`),
  ]);
  const takeValues = namesOf(states, ({ takesValue }) => takesValue);
  return `# fish completion for trustdeck; load it with: trustdeck completion fish | source
function __trustdeck_after
    set -l words (commandline -opc)
    set -e words[1]
    set -l typed
    set -l skip no
    for word in $words
        if test $skip = yes
            set skip no
        else if contains -- $word ${takeValues.join(' ')}
            set skip yes
        else if not string match -q -- '-*' $word
            switch "$typed"
                case '' ${groupsOf(states).join(' ')}
                    set typed $typed $word
            end
        end
    end
    test "$typed" = "$argv[1]"
end
complete -c trustdeck -f
${lines.join('\n')}
`;
}

function rule({ after }: CompletionState): string {
  return `complete -c trustdeck -n "__trustdeck_after '${after}'"`;
}

function flag({ name, letter, takesValue, isFile, choices }: CompletionOption): string {
  const short = letter === null ? '' : `-s ${letter.slice(1)} `;
  const long = `${short}-l ${name.slice(2)}`;
  const values = choices.length === 0 ? '-x' : `-x -a ${quote(choices.join(' '))}`;
  return takesValue ? `${long} ${isFile ? '-r -F' : values}` : long;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
