import type { RoleReport } from '../../operations/index.ts';
import type { KeyId, RoleName } from '../../tuf/index.ts';
import { roleLabel } from '../presentation/names.ts';
import { answerOf, answersOf } from './asked.ts';
import type { Asked, CheckPage, ChoosePage, Wizard } from './definition.ts';
import { keyName, placeNote } from './parts/key-options.ts';
import { delegationsOf } from './parts/roles.ts';
import { roleOnScreen } from './parts/screen.ts';
import { tickedProblem } from './parts/validation.ts';

const role: ChoosePage = {
  kind: 'choose',
  id: 'role',
  stage: 'role',
  words: ({ removeDelegation }) => removeDelegation.role,
  options: (asked) =>
    delegationsOf(asked).map((each) => ({
      id: each.role,
      label: roleLabel(each.role),
      note: asked.app.settings.messages.panels.signers.keys(each.keys.length),
    })),
  initial: ({ wizard }) => wizard.subject ?? '',
};

const what: ChoosePage = {
  kind: 'choose',
  id: 'what',
  stage: 'what',
  words: ({ removeDelegation }) => removeDelegation.what,
  options: (asked) => {
    const { removeDelegation } = asked.words;
    return [
      {
        id: 'whole',
        label: removeDelegation.whole,
        note: removeDelegation.wholeNote(roleOf(asked)?.targets ?? 0),
      },
      { id: 'keys', label: removeDelegation.keysOnly, note: removeDelegation.keysOnlyNote },
    ];
  },
};

const keys: CheckPage = {
  kind: 'check',
  id: 'keys',
  stage: 'what',
  words: ({ removeDelegation }) => removeDelegation.keys,
  when: (asked) => answerOf(asked, what) === 'keys',
  options: (asked) =>
    (roleOf(asked)?.keys ?? []).map((key) => ({
      id: key.canonicalId,
      label: keyName(asked, key),
      note: placeNote(asked, key),
    })),
  initial: () => [],
  problem: (chosen, { words }) => tickedProblem(chosen, words.problems),
};

/** A delegation, or some of its keys, out of the repository. */
export const removeDelegation: Wizard = {
  id: 'remove-delegation',
  title: (asked) => {
    const chosen = roleOf(asked);
    return asked.words.removeDelegation.title(chosen === null ? null : roleLabel(chosen.role));
  },
  subject: roleOnScreen,
  pages: [role, what, keys],
  ending: {
    kind: 'change',
    request: (asked) => ({
      kind: 'delegation-remove',
      role: answerOf(asked, role) as RoleName,
      keys: answerOf(asked, what) === 'keys' ? (answersOf(asked, keys) as readonly KeyId[]) : [],
      paths: [],
    }),
  },
};

function roleOf(asked: Asked): RoleReport | null {
  const chosen = answerOf(asked, role);
  return delegationsOf(asked).find((each) => each.role === chosen) ?? null;
}
