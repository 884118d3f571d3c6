import type { CompletionState } from './words.ts';

/** A completion script for bash. */
export function bashCompletion(states: readonly CompletionState[]): string {
  const options = states.flatMap((state) => state.options);
  const files = names(options.filter(({ isFile }) => isFile));
  const values = names(options.filter(({ isFile, takesValue }) => takesValue && !isFile));
  const cases = states.map((state) => {
    const words = [
      ...state.words.map(({ word }) => word),
      ...state.options.map(({ name }) => name),
      '--help',
    ];
    return `    '${state.after}') words='${words.join(' ')}' ;;`;
  });
  return `# bash completion for trustdeck; load it with: source <(trustdeck completion bash)
_trustdeck() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command='' words='' word skip=''
  case "$previous" in
    ${files.join('|')}) COMPREPLY=($(compgen -f -- "$current")); return ;;
    ${values.join('|')}) COMPREPLY=(); return ;;
  esac
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    if [ -n "$skip" ]; then skip=''; continue; fi
    case "$word" in
      ${[...files, ...values].join('|')}) skip=1 ;;
      -*) ;;
      *) case "$command" in
        ''|${groupsOf(states).join('|')}) command="\${command:+$command }$word" ;;
      esac ;;
    esac
  done
  case "$command" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _trustdeck trustdeck
`;
}

function groupsOf(states: readonly CompletionState[]): readonly string[] {
  const after = states.map((state) => state.after);
  return after.filter((name) => name !== '' && after.some((other) => other.startsWith(`${name} `)));
}

function names(options: readonly { readonly name: string }[]): readonly string[] {
  return [...new Set(options.map(({ name }) => name))];
}
