import { bashCompletion } from './bash.ts';
import type { CompletionState } from './words.ts';

/** A completion script for zsh, which runs bash's. */
export function zshCompletion(states: readonly CompletionState[]): string {
  return `#compdef trustdeck
# zsh completion for trustdeck; load it with: source <(trustdeck completion zsh)
autoload -U +X compinit && compinit
autoload -U +X bashcompinit && bashcompinit
${bashCompletion(states)}`;
}
