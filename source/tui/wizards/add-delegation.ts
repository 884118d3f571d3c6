import { safeText } from '../../base/index.ts';
import type { RoleName } from '../../tuf/index.ts';
import { answerOf } from './asked.ts';
import type { Asked, TextPage, Wizard } from './definition.ts';
import { keyPages } from './parts/key-pages.ts';
import { delegationsOf } from './parts/roles.ts';
import { roleProblem } from './parts/validation.ts';

const ALL_PATHS = '';

const role: TextPage = {
  kind: 'text',
  id: 'role',
  stage: 'role',
  words: ({ addDelegation }) => addDelegation.role,
  initial: () => '',
  problem: (text, asked) =>
    roleProblem(withoutTargets(text), asked.words.problems) ?? parentProblem(withoutTargets(text), asked),
};

const key = keyPages({
  stage: 'key',
  words: ({ addDelegation }) => addDelegation.key,
  known: () => true,
  fileName: (asked) => `${nameOf(asked).replace(/^.*\//, '')}.pub`,
  initial: () => 'file',
});

const paths: TextPage = {
  kind: 'text',
  id: 'paths',
  stage: 'paths',
  words: ({ addDelegation }) => addDelegation.paths,
  initial: () => '',
  problem: () => null,
};

/** A role below targets with a key and the beginnings of tag names that it may sign. */
export const addDelegation: Wizard = {
  id: 'add-delegation',
  title: (asked) => asked.words.addDelegation.title(safeText(nameOf(asked)) || null),
  pages: [role, ...key.pages, paths],
  ending: {
    kind: 'change',
    sources: (asked) => [key.source(asked)],
    request: (asked, keys) => {
      const typed = answerOf(asked, paths).split(/\s+/);
      return {
        kind: 'delegation-add',
        role: `targets/${nameOf(asked)}` as RoleName,
        keys,
        paths: typed.every((path) => path === '') ? [ALL_PATHS] : typed,
        keyIds: [],
        threshold: null,
        resign: false,
      };
    },
  },
};

function nameOf(asked: Asked): string {
  return withoutTargets(answerOf(asked, role));
}

/** A role below another one can only be added where that is. */
function parentProblem(name: string, asked: Asked): string | null {
  const parent = name.slice(0, name.lastIndexOf('/'));
  return name.includes('/') && delegationsOf(asked).every(({ role: known }) => known !== `targets/${parent}`)
    ? asked.words.problems.noParent(safeText(parent))
    : null;
}

/** Both `qa/nightly` and `targets/qa/nightly` are typed for the same role. */
function withoutTargets(text: string): string {
  return text.startsWith('targets/') ? text.slice('targets/'.length) : text;
}
