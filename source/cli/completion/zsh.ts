import { type CompletionState, groupsOf, namesOf, valuesOf } from './words.ts';

/** A completion script for zsh, to be sourced or kept as `_trustdeck` in `fpath`. */
export function zshCompletion(states: readonly CompletionState[]): string {
  const files = namesOf(states, ({ isFile }) => isFile);
  const values = namesOf(states, ({ takesValue }) => takesValue);
  const cases = states.map((state) => {
    const words = state.words.map(({ word, summary }) => entry(word, summary));
    const options = state.options.map(({ name, summary }) => entry(name, summary));
    return `    '${state.after}') candidates=(${words.join(' ')}) options=(${options.join(' ')})${state.takesFiles ? ' named=yes' : ''} ;;`;
  });
  const choices = valuesOf(states).map(
    (value) => `    '${value.after}') compadd -- ${value.choices.join(' ')}; return ;;`,
  );
  return `#compdef trustdeck
# zsh completion for trustdeck; load it with: source <(trustdeck completion zsh)
_trustdeck() {
  local -a candidates options
  local -a files=(${files.join(' ')}) values=(${values.join(' ')})
  local word typed='' skip=no named=no
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ $skip == yes ]]; then
      skip=no
    elif (( \${values[(Ie)$word]} )); then
      skip=yes
    elif [[ $word != -* ]]; then
      case "$typed" in
        ''|${groupsOf(states).join('|')}) typed="\${typed:+$typed }$word" ;;
      esac
    fi
  done
  case "$typed \${words[CURRENT-1]}" in
${choices.join('\n')}
  esac
  if (( \${files[(Ie)\${words[CURRENT-1]}]} )); then
    _files
    return
  elif (( \${values[(Ie)\${words[CURRENT-1]}]} )); then
    _message 'value'
    return
  fi
  case "$typed" in
${cases.join('\n')}
  esac
  _describe -t commands command candidates
  _describe -o -t options option options
  [[ $named == yes ]] && _files
}
if [[ "\${funcstack[1]}" == _trustdeck ]]; then
  _trustdeck "$@"
else
  (( \${+functions[compdef]} )) || { autoload -U compinit && compinit; }
  compdef _trustdeck trustdeck
fi
`;
}

/** A candidate and its summary as `_describe` takes them, with a colon in between. */
function entry(word: string, summary: string): string {
  const text = summary === '' ? word : `${word}:${summary.replaceAll(':', '\\:')}`;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
