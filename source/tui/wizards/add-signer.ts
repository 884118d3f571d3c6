import { safeText } from '../../base/index.ts';
import { answerOf } from './asked.ts';
import type { TextPage, Wizard } from './definition.ts';
import { keyPages } from './parts/key-pages.ts';
import { knownKeys } from './parts/known-keys.ts';
import { signerOf } from './parts/screen.ts';
import { signerProblem } from './parts/validation.ts';

const name: TextPage = {
  kind: 'text',
  id: 'name',
  stage: 'name',
  words: ({ addSigner }) => addSigner.name,
  initial: () => '',
  problem: (text, { words }) => signerProblem(text, words.problems),
};

const key = keyPages({
  stage: 'key',
  words: ({ addSigner }) => addSigner.key,
  about: (asked) => {
    const known = signerOf(asked, answerOf(asked, name));
    return known === null ? [] : [asked.words.addSigner.adding(safeText(known.name), known.keys.length)];
  },
  known: ({ owner }, asked) => owner === answerOf(asked, name),
  fileName: (asked) => `${answerOf(asked, name)}.pub`,
  // A key that they sign with elsewhere is most likely meant; else they have sent a file.
  initial: ({ app, ...asked }) => {
    const known = knownKeys(app).find(({ owner }) => owner === answerOf({ app, ...asked }, name));
    return known === undefined ? 'file' : `known:${known.key.id}`;
  },
});

/** A signer's key into `targets/NAME` and `targets/releases`; initialises repositories that have no trust data. */
export const addSigner: Wizard = {
  id: 'add-signer',
  title: (asked) => asked.words.addSigner.title(safeText(answerOf(asked, name)) || null),
  pages: [name, ...key.pages],
  ending: {
    kind: 'change',
    sources: (asked) => [key.source(asked)],
    request: (asked, keys) => ({ kind: 'signer-add', signer: answerOf(asked, name), keys }),
  },
};
