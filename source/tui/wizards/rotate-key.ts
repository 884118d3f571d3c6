import type { AlgorithmId } from '../messages/areas/wizards.ts';
import { answerOf } from './asked.ts';
import type { Asked, ChoosePage, Wizard } from './definition.ts';
import { roleOnScreen } from './parts/screen.ts';

const ROLES = ['targets', 'root', 'snapshot', 'timestamp'] as const;
type BaseRoleId = (typeof ROLES)[number];

/** The first is made for each repository; any other once for all of them. A root key needs a certificate (facts 2.5). */
const ALGORITHMS: Readonly<Record<'root' | 'targets', readonly AlgorithmId[]>> = {
  root: ['ecdsa', 'rsa-3072'],
  targets: ['ecdsa', 'ed25519', 'rsa-3072'],
};

const role: ChoosePage = {
  kind: 'choose',
  id: 'role',
  stage: 'role',
  words: ({ rotateKey }) => rotateKey.role,
  options: ({ words: { rotateKey } }) => ROLES.map((id) => ({ id, label: id, note: rotateKey.roles[id] })),
  initial: ({ wizard }) => wizard.subject ?? ROLES[0],
};

const manager: ChoosePage = {
  kind: 'choose',
  id: 'manager',
  stage: 'new-key',
  words: ({ rotateKey }) => rotateKey.manager,
  when: (asked) => roleOf(asked) === 'snapshot',
  options: ({ words: { rotateKey } }) => [
    { id: 'server', label: rotateKey.server, note: rotateKey.serverNote },
    { id: 'local', label: rotateKey.local, note: rotateKey.localNote },
  ],
};

const algorithm: ChoosePage = {
  kind: 'choose',
  id: 'algorithm',
  stage: 'new-key',
  words: ({ rotateKey }) => rotateKey.key,
  when: (asked) => roleOf(asked) === 'root' || roleOf(asked) === 'targets',
  options: (asked) => {
    const { algorithms } = asked.words;
    return ALGORITHMS[roleOf(asked) === 'root' ? 'root' : 'targets'].map((id) => ({ id, ...algorithms[id] }));
  },
};

/** Replaces the key of root, targets, snapshot or timestamp. */
export const rotateKey: Wizard = {
  id: 'rotate-key',
  title: (asked) => asked.words.rotateKey.title(roleOf(asked)),
  subject: (app) => ROLES.find((id) => id === roleOnScreen(app)) ?? null,
  pages: [role, manager, algorithm],
  ending: {
    kind: 'change',
    sources: (asked) => {
      const chosen = algorithm.when?.(asked) === true ? (answerOf(asked, algorithm) as AlgorithmId) : 'ecdsa';
      return chosen === 'ecdsa' ? [] : [{ kind: 'new', algorithm: chosen }];
    },
    request: (asked, [newKey]) => ({
      kind: 'key-rotate',
      role: roleOf(asked),
      serverManaged:
        roleOf(asked) === 'timestamp' ||
        (roleOf(asked) === 'snapshot' && answerOf(asked, manager) === 'server'),
      newKey: newKey ?? null,
    }),
  },
};

function roleOf(asked: Asked): BaseRoleId {
  const answer = answerOf(asked, role);
  return ROLES.find((id) => id === answer) ?? ROLES[0];
}
