import { safeText } from '../../../base/index.ts';
import type { FixAction, FixWay } from '../../../operations/index.ts';
import type { Gun, RoleName } from '../../../tuf/index.ts';
import { answerOf } from '../asked.ts';
import { backup } from '../backup.ts';
import type { Asked, Ending, Wizard } from '../definition.ts';
import { chosenKeys } from '../parts/key-options.ts';
import { removeKey } from '../remove-key.ts';
import { restore } from '../restore.ts';
import { rotateSigner } from '../rotate-signer.ts';
import { chosenWay } from './chosen-way.ts';
import { handOver, name, openedBy, resetting, tightening, way as wayPage } from './fix-pages.ts';

type Parts = Pick<Wizard, 'pages' | 'ending'>;
type ActionOf<Kind extends FixAction['kind']> = Extract<FixAction, { readonly kind: Kind }>;
type ChangeEnding = Extract<Ending, { readonly kind: 'change' }>;

const LOOK_AGAIN: Ending = { kind: 'look-again' };
const ELSEWHERE: Parts = { pages: [handOver], ending: LOOK_AGAIN };

/**
 * The wizard that puts a finding right: what the chosen way still lacks is asked for on the pages of the wizard that does
 * the same by hand, and it ends as that does.
 */
export function fixWizard(asked: Asked): Wizard {
  const { fix } = asked.wizard.fix?.current ?? { fix: null };
  const way = chosenWay(asked.wizard);
  if (fix === null || way === null) {
    return { id: 'fix', title: ({ words }) => words.fix.title, pages: [], ending: LOOK_AGAIN };
  }
  const { pages, ending } = way.here ? partsOf(way) : ELSEWHERE;
  return {
    id: 'fix',
    title: () => safeText(fix.label),
    pages: [...(fix.ways.length > 1 ? [wayPage] : []), ...pages],
    ending,
  };
}

// Made once: a page is found among the others by what it is.
const ROTATION = openedBy(rotateSigner.pages.filter(({ id }) => id !== 'signer' && id !== 'old-keys'));
const REMOVAL = openedBy(removeKey.pages.filter(({ id }) => id !== 'key'));
const BACKUP = openedBy(backup.pages);
const RESTORE = openedBy(restore.pages);

function partsOf(way: FixWay): Parts {
  // Each entry of the table takes the action of its own kind; indexed by a union, TypeScript wants all at once.
  const parts = PARTS[way.action.kind] as (action: FixAction, way: FixWay) => Parts;
  return parts(way.action, way);
}

const PARTS: {
  readonly [Kind in FixAction['kind']]: (action: ActionOf<Kind>, way: FixWay) => Parts;
} = {
  change: ({ request }) => ({ pages: [], ending: { kind: 'change', request: () => request } }),
  'rotate-signer': ({ signer, oldKeys }) => ({
    pages: ROTATION,
    ending: changing(rotateSigner.ending, (_, [newKey]) => {
      if (newKey === undefined) {
        throw new Error('a rotation has a new key');
      }
      return { kind: 'signer-rotate', signer, newKey, oldKeys, keepOld: false };
    }),
  }),
  'name-key': ({ keyId }) => ({
    pages: [name],
    ending: {
      kind: 'change',
      request: (asked) => ({
        kind: 'delegation-add',
        role: `targets/${answerOf(asked, name)}` as RoleName,
        keys: [],
        keyIds: [keyId],
        paths: [''],
        threshold: null,
        resign: false,
      }),
    },
  }),
  'reset-staged': (_, way) => ({
    pages: [resetting],
    ending: {
      kind: 'task',
      stages: 'plain',
      task: ({ wizard }) => ({
        kind: 'reset-staged',
        gun: repositoryOf(wizard.guns),
        files: wizard.fix?.current?.finding.subjects ?? [],
      }),
      command: () => commandOf(way),
    },
  }),
  'tighten-keys': ({ keyIds }, way) => ({
    pages: [tightening],
    ending: {
      kind: 'task',
      stages: 'plain',
      task: (asked) => ({ kind: 'tighten-keys', keys: chosenKeys(asked, keyIds) }),
      command: () => commandOf(way),
    },
  }),
  'remove-key': () => ({
    pages: REMOVAL,
    ending: removeKey.ending,
  }),
  'back-up-keys': () => ({ pages: BACKUP, ending: backup.ending }),
  'restore-keys': () => ({ pages: RESTORE, ending: restore.ending }),
  outside: () => ELSEWHERE,
};

/** The ending of another wizard for a request that is known already. */
function changing(ending: Ending, request: ChangeEnding['request']): Ending {
  return ending.kind === 'change' ? { ...ending, request } : ending;
}

function commandOf({ commands }: FixWay): string | null {
  return commands[0]?.line ?? null;
}

function repositoryOf([gun]: readonly Gun[]): Gun {
  if (gun === undefined) {
    throw new Error('what is staged belongs to a repository');
  }
  return gun;
}
