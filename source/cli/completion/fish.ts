import type { CompletionOption, CompletionState } from './words.ts';

/** A completion script for fish. */
export function fishCompletion(states: readonly CompletionState[]): string {
  const lines = states.flatMap((state) => [
    ...state.words.map(
      ({ word, summary }) =>
        `complete -c trustdeck -f -n ${condition(state)} -a ${quote(word)} -d ${quote(summary)}`,
    ),
    ...state.options.map(
      (option) =>
        `complete -c trustdeck${option.isFile ? '' : ' -f'} -n ${condition(state)} ${flag(option)} -d ${quote(option.summary)}`,
    ),
  ]);
  return `# fish completion for trustdeck; load it with: trustdeck completion fish | source
function __trustdeck_after
  set -l words (commandline -opc)[2..-1]
  set -l typed (string match -v -- '-*' $words)
  set -l wanted (string split -n ' ' -- $argv[1])
  test (count $wanted) -le (count $typed); or return 1
  test "$typed[1..(count $wanted)]" = "$wanted"; and test "$argv[2]" != exact -o (count $typed) -eq (count $wanted)
end
function __trustdeck_at_start
  test (count (string match -v -- '-*' (commandline -opc)[2..-1])) -eq 0
end
${lines.join('\n')}
`;
}

function condition(state: CompletionState): string {
  return state.after === '' ? '__trustdeck_at_start' : `"__trustdeck_after '${state.after}' exact"`;
}

function flag({ name, takesValue }: CompletionOption): string {
  return `-l ${name.replace(/^--/, '')}${takesValue ? ' -r' : ''}`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
