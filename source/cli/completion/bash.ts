import { type CompletionState, groupsOf, namesOf, valuesOf } from './words.ts';

/** A completion script for bash. */
export function bashCompletion(states: readonly CompletionState[]): string {
  const files = namesOf(states, ({ isFile }) => isFile);
  const values = namesOf(states, ({ isFile, takesValue }) => takesValue && !isFile);
  const cases = states.map((state) => {
    const words = [...state.words.map(({ word }) => word), ...state.options.map(({ name }) => name)];
    return `    '${state.after}') words='${words.join(' ')}'${state.takesFiles ? ' files=yes' : ''} ;;`;
  });
  const choices = valuesOf(states).map(
    (value) =>
      `    '${value.after}') COMPREPLY=($(compgen -W '${value.choices.join(' ')}' -- "$current")); return ;;`,
  );
  return `# bash completion for trustdeck; load it with: source <(trustdeck completion bash)
_trustdeck() {
  local line="\${COMP_LINE:0:COMP_POINT}" current="\${COMP_WORDS[COMP_CWORD]}" command='' words='' word skip='' files=''
  # Split anew: to bash a colon, as in an address, ends a word.
  local -a typed=()
  read -r -a typed <<< "$line"
  case "$line" in *[[:space:]]) ;; *) unset "typed[\${#typed[@]}-1]" ;; esac
  for word in "\${typed[@]:1}"; do
    if [ -n "$skip" ]; then skip=''; continue; fi
    case "$word" in
      ${[...files, ...values].join('|')}) skip=1 ;;
      -*) ;;
      *) case "$command" in
        ''|${groupsOf(states).join('|')}) command="\${command:+$command }$word" ;;
      esac ;;
    esac
  done
  case "$command \${typed[\${#typed[@]}-1]}" in
${choices.join('\n')}
  esac
  case "\${typed[\${#typed[@]}-1]}" in
    ${files.join('|')})
      local IFS=$'\\n'
      compopt -o filenames 2> /dev/null
      COMPREPLY=($(compgen -f -- "$current"))
      return ;;
    ${values.join('|')}) COMPREPLY=(); return ;;
  esac
  case "$command" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [ -n "$files" ]; then
    local IFS=$'\\n'
    compopt -o filenames 2> /dev/null
    COMPREPLY+=($(compgen -f -- "$current"))
  fi
}
complete -F _trustdeck trustdeck
`;
}
