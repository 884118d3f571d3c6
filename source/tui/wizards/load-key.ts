import { answerOf } from './asked.ts';
import type { TextPage, Wizard } from './definition.ts';
import { shellWord } from './parts/shell-word.ts';
import { pathProblem, signerProblem } from './parts/validation.ts';

const file: TextPage = {
  kind: 'text',
  id: 'file',
  stage: 'file',
  words: ({ loadKey }) => loadKey.file,
  initial: () => '',
  problem: (text, { words }) => pathProblem(text, words.problems),
};

const name: TextPage = {
  kind: 'text',
  id: 'name',
  stage: 'name',
  words: ({ loadKey }) => loadKey.name,
  initial: (asked) =>
    answerOf(asked, file)
      .replace(/^.*\//, '')
      .replace(/\.[a-z]+$/, '')
      .toLowerCase(),
  problem: (text, { words }) => signerProblem(text, words.problems),
};

/** A private key from a file of whatever format into the trust directory, after it was opened and shown. */
export const loadKey: Wizard = {
  id: 'load-key',
  title: ({ words }) => words.loadKey.title,
  local: true,
  pages: [file, name],
  fallback: file.id,
  ending: {
    kind: 'task',
    stages: 'incoming',
    task: (asked) => ({
      kind: 'read-keys',
      path: answerOf(asked, file),
      role: answerOf(asked, name),
      gun: null,
    }),
    command: (asked) =>
      `trustdeck key load ${shellWord(answerOf(asked, file))} --name ${shellWord(answerOf(asked, name))}`,
  },
};
