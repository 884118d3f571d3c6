import { safeText } from '../../base/index.ts';
import { asGun } from '../../tuf/index.ts';
import { sharedHost } from '../presentation/names.ts';
import { loadOf } from '../store/selectors.ts';
import { answerOf } from './asked.ts';
import type { Asked, ChoosePage, TextPage, Wizard } from './definition.ts';
import { localKeys } from './parts/screen.ts';

/** A certificate cannot be made of an Ed25519 key (facts 2.5). */
const ALGORITHMS = ['ecdsa', 'rsa-3072'] as const;

const repository: TextPage = {
  kind: 'text',
  id: 'repository',
  stage: 'repository',
  words: ({ initialise }) => initialise.repository,
  when: ({ wizard }) => wizard.guns.length < 2,
  initial: ({ app, wizard: { guns } }) => {
    const [selected] = guns;
    const known = selected !== undefined && loadOf(app, selected).report?.trusted === true;
    return selected === undefined ? '' : known ? `${sharedHost(guns) ?? ''}/` : selected;
  },
  problem: (text, { app, words }) => {
    if (text === '') {
      return words.problems.empty;
    }
    const gun = asGun(text);
    if (gun === null || !gun.includes('/')) {
      return words.problems.repository;
    }
    return loadOf(app, gun).report?.trusted === true ? words.initialise.repositoryKnown(safeText(gun)) : null;
  },
};

const rootKey: ChoosePage = {
  kind: 'choose',
  id: 'root-key',
  stage: 'root-key',
  words: ({ initialise }) => initialise.rootKey,
  options: (asked) => {
    const { initialise, algorithms } = asked.words;
    const here = rootKeysHere(asked);
    return [
      {
        id: 'here',
        label: initialise.useHere,
        note: here === 0 ? initialise.noneHere : here > 1 ? initialise.keyHere(here) : initialise.useHereNote,
        ...(here === 0 ? { disabled: initialise.noneHere } : {}),
      },
      ...ALGORITHMS.map((id) => ({ id, label: initialise.makeRoot(algorithms[id].label) })),
    ];
  },
  initial: (asked) => (rootKeysHere(asked) === 0 ? ALGORITHMS[0] : 'here'),
};

/** Trust data for a repository that has none. */
export const initialise: Wizard = {
  id: 'initialise',
  title: ({ words }) => words.initialise.title,
  pages: [repository, rootKey],
  ending: {
    kind: 'change',
    sources: (asked) => {
      const algorithm = ALGORITHMS.find((id) => id === answerOf(asked, rootKey));
      return algorithm === undefined ? [] : [{ kind: 'new', algorithm }];
    },
    request: (_, [key]) => ({ kind: 'init', rootKey: key ?? null, rootCertificate: null }),
    guns: (asked) => {
      const typed = asGun(answerOf(asked, repository));
      return asked.wizard.guns.length > 1 ? asked.wizard.guns : typed === null ? [] : [typed];
    },
  },
};

function rootKeysHere({ app }: Asked): number {
  return localKeys(app).filter(({ role }) => role === 'root').length;
}
