import type { KeyInventoryEntry } from '../../operations/index.ts';
import { listed, shortId } from '../presentation/names.ts';
import { allOpened } from '../store/selectors.ts';
import { answerOf } from './asked.ts';
import type { Asked, ChoosePage, TextPage, Wizard } from './definition.ts';
import { localKeyName, localKeyOptions } from './parts/key-options.ts';
import { keyOnScreen, localKeys } from './parts/screen.ts';

const key: ChoosePage = {
  kind: 'choose',
  id: 'key',
  stage: 'key',
  words: ({ removeKey: words }) => words.key,
  options: localKeyOptions,
  initial: ({ wizard }) => wizard.subject ?? '',
};

const confirm: TextPage = {
  kind: 'text',
  id: 'confirm',
  stage: 'check',
  words: ({ removeKey: words }) => words.confirm,
  about: usesOf,
  initial: () => '',
  problem: (text, asked) => {
    const expected = shortId(chosen(asked)?.id ?? '');
    return text.length >= expected.length && chosen(asked)?.id.startsWith(text) === true
      ? null
      : asked.words.problems.shortId(expected);
  },
};

/** A private key off this machine, after what it still signs was shown and its ID was typed. */
export const removeKey: Wizard = {
  id: 'remove-key',
  title: (asked) => {
    const found = chosen(asked);
    return asked.words.removeKey.title(found === null ? null : localKeyName(asked, found));
  },
  subject: keyOnScreen,
  local: true,
  pages: [key, confirm],
  ending: {
    kind: 'task',
    stages: 'plain',
    task: (asked) => {
      const found = chosen(asked);
      if (found === null) {
        throw new Error('a key to remove was chosen');
      }
      return { kind: 'remove-key', key: found };
    },
    command: (asked) => `trustdeck key remove ${chosen(asked)?.id ?? ''}`,
  },
};

function chosen(asked: Asked): KeyInventoryEntry | null {
  const id = answerOf(asked, key);
  return localKeys(asked.app).find((each) => each.id === id) ?? null;
}

function usesOf(asked: Asked): readonly string[] {
  const { removeKey: words } = asked.words;
  const uses = [...new Set((chosen(asked)?.usedBy ?? []).map(({ gun, role }) => `${role} of ${gun}`))];
  const used = uses.length > 0 ? [words.signs(listed(uses, asked.app.settings.messages))] : [];
  if (!allOpened(asked.app)) {
    return [...used, words.unknownUse];
  }
  return uses.length === 0 ? [words.signsNothing] : used;
}
