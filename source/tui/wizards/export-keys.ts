import { answerOf, answersOf } from './asked.ts';
import type { CheckPage, TextPage, Wizard } from './definition.ts';
import { chosenKeys, keysOnScreen, localKeyOptions } from './parts/key-options.ts';
import { keyOnScreen } from './parts/screen.ts';
import { pathProblem, tickedProblem } from './parts/validation.ts';

const keys: CheckPage = {
  kind: 'check',
  id: 'keys',
  stage: 'keys',
  words: ({ exportKeys: words }) => words.keys,
  options: localKeyOptions,
  initial: keysOnScreen,
  problem: (chosen, { words }) => tickedProblem(chosen, words.problems),
};

const file: TextPage = {
  kind: 'text',
  id: 'file',
  stage: 'file',
  words: ({ exportKeys: words }) => words.file,
  initial: () => 'keys.pem',
  problem: (text, { words }) => pathProblem(text, words.problems),
};

/** Keys as they are, still encrypted, into a file for another machine. */
export const exportKeys: Wizard = {
  id: 'export-keys',
  title: ({ words }) => words.exportKeys.title,
  subject: keyOnScreen,
  local: true,
  pages: [keys, file],
  ending: {
    kind: 'task',
    stages: 'plain',
    task: (asked) => ({
      kind: 'export',
      keys: chosenKeys(asked, answersOf(asked, keys)),
      path: answerOf(asked, file),
    }),
    command: () => null,
  },
};
