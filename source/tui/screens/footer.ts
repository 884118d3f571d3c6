import { safeText } from '../../base/index.ts';
import { commandsIn, contextOf, disabledReason } from '../keymap/context.ts';
import { keyLabel } from '../keymap/key-label.ts';
import type { Line } from '../line.ts';
import type { AppState } from '../store/state.ts';
import { lineWidth } from '../widgets/text-layout.ts';

const GAP = '  ';

/** The last line of the screen: a notice while there is one, else what the keys do here, the most useful first. */
export function footerLine(state: AppState): Line {
  if (state.toast !== null) {
    return [{ text: ` ${safeText(state.toast.text)}`, token: 'accent' }];
  }
  return hints(state);
}

/** Keys of commands that work just now, as many as fit; help and quit are never pushed out. */
function hints(state: AppState): Line {
  const { messages } = state.settings;
  const all = commandsIn(contextOf(state))
    .filter((command) => command.hint !== undefined && disabledReason(state, command) === null)
    .sort((left, right) => (right.hint ?? 0) - (left.hint ?? 0))
    .map((command) => ({
      rank: command.hint ?? 0,
      line: [
        { text: keyLabel(command.keys[0] ?? '', messages), token: 'key-hint' },
        { text: ` ${messages.app.commands[command.id].short}` },
      ] satisfies Line,
    }));
  const essential = all.filter(({ rank }) => rank < ESSENTIAL);
  const kept = all.filter(({ rank }) => rank >= ESSENTIAL);
  while (widthOf([...kept, ...essential]) > state.size.columns && kept.length > 0) {
    kept.pop();
  }
  return [...kept, ...essential].flatMap(({ line }) => [{ text: GAP }, ...line]);
}

/** Hints ranked below this stay at the end of the line however narrow it is: back, command, help, quit. */
const ESSENTIAL = 25;

function widthOf(parts: readonly { readonly line: Line }[]): number {
  return parts.reduce((sum, { line }) => sum + GAP.length + lineWidth(line), 0);
}
