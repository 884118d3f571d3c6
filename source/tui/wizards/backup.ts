import { calendarDate } from '../presentation/dates.ts';
import { answerOf, answersOf } from './asked.ts';
import type { CheckPage, TextPage, Wizard } from './definition.ts';
import { chosenKeys, localKeyOptions } from './parts/key-options.ts';
import { localKeys } from './parts/screen.ts';
import { shellWord } from './parts/shell-word.ts';
import { pathProblem, tickedProblem } from './parts/validation.ts';

const keys: CheckPage = {
  kind: 'check',
  id: 'keys',
  stage: 'keys',
  words: (words) => words.backup.keys,
  options: localKeyOptions,
  initial: ({ app }) => {
    const { marks } = app.lists.keys;
    const all = localKeys(app).map(({ id }) => id);
    return marks.size === 0 ? all : all.filter((id) => marks.has(id));
  },
  problem: (chosen, { words }) => tickedProblem(chosen, words.problems),
};

const file: TextPage = {
  kind: 'text',
  id: 'file',
  stage: 'file',
  words: (words) => words.backup.file,
  initial: ({ app }) => `trust-backup-${calendarDate(app.now, app.settings.messages)}.pem`,
  problem: (text, { words }) => pathProblem(text, words.problems),
};

/** Keys into one PEM bundle that can be opened: each is unlocked first. */
export const backup: Wizard = {
  id: 'backup',
  title: ({ words }) => words.backup.title,
  local: true,
  pages: [keys, file],
  ending: {
    kind: 'task',
    stages: 'unlocking',
    task: (asked) => ({
      kind: 'backup',
      keys: chosenKeys(asked, answersOf(asked, keys)),
      path: answerOf(asked, file),
    }),
    command: (asked) =>
      answersOf(asked, keys).length === localKeys(asked.app).length
        ? `trustdeck key backup ${shellWord(answerOf(asked, file))}`
        : null,
  },
};
