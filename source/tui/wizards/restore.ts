import { answerOf } from './asked.ts';
import type { TextPage, Wizard } from './definition.ts';
import { shellWord } from './parts/shell-word.ts';
import { pathProblem } from './parts/validation.ts';

const file: TextPage = {
  kind: 'text',
  id: 'file',
  stage: 'file',
  words: (words) => words.restore.file,
  initial: () => '',
  problem: (text, { words }) => pathProblem(text, words.problems),
};

/** The keys of a backup: each is opened, and what would be added is shown before anything is. */
export const restore: Wizard = {
  id: 'restore',
  title: ({ words }) => words.restore.title,
  local: true,
  pages: [file],
  ending: {
    kind: 'task',
    stages: 'incoming',
    task: (asked) => ({ kind: 'read-keys', path: answerOf(asked, file), role: null, gun: null }),
    command: (asked) => `trustdeck key restore ${shellWord(answerOf(asked, file))}`,
  },
};
