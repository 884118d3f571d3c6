import { keyLabel } from '../../keymap/key-label.ts';
import type { Line, Span } from '../../line.ts';
import { nextToFix } from '../../store/fix-target.ts';
import { currentPage } from '../current.ts';
import type { Asked } from '../definition.ts';
import { isReady, riskyRepositories } from '../review-answers.ts';
import { hasChanged } from '../start-over.ts';

const GAP: Span = { text: '     ' };

/** What the keys do on this page, at its foot. The button that Enter presses is marked. */
export function buttonsLine(asked: Asked): Line {
  const { words, wizard } = asked;
  const { phase } = wizard;
  const { buttons, hints } = words;
  switch (phase.at) {
    case 'asking': {
      const page = currentPage(asked);
      return [
        ...hint(asked, 'escape', hints.back),
        GAP,
        ...(phase.face === 'check' ? [...hint(asked, 'space', hints.toggle), GAP] : []),
        ...hint(asked, 'enter', page?.kind === 'read' ? page.button(words) : hints.next),
      ];
    }
    case 'review': {
      const ready = isReady(phase.reviewed);
      const risky = riskyRepositories(phase.reviewed).length > 0;
      const accept = ready ? (risky ? buttons.goOn : buttons.publish) : buttons.close;
      return pair(buttons.cancel, accept, phase.accepting);
    }
    case 'confirm':
      return [...hint(asked, 'escape', hints.back), GAP, ...hint(asked, 'enter', buttons.publish)];
    case 'running':
      if (phase.newPlan !== null) {
        return pair(buttons.stop, buttons.publish, phase.accepting);
      }
      return phase.asked === null || phase.trying
        ? hint(asked, 'escape', buttons.stop)
        : [...hint(asked, 'escape', hints.back), GAP, ...hint(asked, 'enter', hints.next)];
    case 'preview':
      return [
        ...hint(asked, 'escape', hints.back),
        GAP,
        ...hint(
          asked,
          'enter',
          phase.incoming.keys.some(({ action }) => action === 'add') ? buttons.add : buttons.close,
        ),
      ];
    case 'done':
      return hasChanged(phase.result)
        ? [...hint(asked, 'enter', buttons.done), ...nextHint(asked)]
        : [...hint(asked, 'escape', hints.back), GAP, ...hint(asked, 'enter', buttons.close)];
    case 'looked':
      return [
        ...hint(asked, 'escape', hints.back),
        GAP,
        ...hint(asked, 'enter', buttons.close),
        ...nextHint(asked),
      ];
    case 'failed':
      return hint(asked, 'enter', hints.back);
    default:
      return hint(asked, 'escape', hints.back);
  }
}

function hint({ app }: Asked, key: string, text: string): Line {
  return [{ text: keyLabel(key, app.settings.messages), token: 'key-hint' }, { text: ` ${text}` }];
}

/** What else is wrong and can be put right, if there is any. */
function nextHint(asked: Asked): Line {
  return nextToFix(asked.wizard) === null ? [] : [GAP, ...hint(asked, 'f', asked.words.fix.next)];
}

function pair(first: string, second: string, accepting: boolean): Line {
  return [button(first, !accepting), GAP, button(second, accepting)];
}

function button(text: string, focused: boolean): Span {
  return focused
    ? { text: `▸[ ${text} ]`, token: 'selected', bold: true }
    : { text: ` [ ${text} ]`, token: 'dim' };
}
