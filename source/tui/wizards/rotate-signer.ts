import { safeText } from '../../base/index.ts';
import type { KeyInventoryEntry, KeyReport, UnfinishedRotation } from '../../operations/index.ts';
import type { KeyId } from '../../tuf/index.ts';
import { listed, shortId } from '../presentation/names.ts';
import { answerOf, answersOf } from './asked.ts';
import type { Asked, CheckPage, ChoosePage, Option, Wizard } from './definition.ts';
import { keyName, placeNote } from './parts/key-options.ts';
import { keyPages } from './parts/key-pages.ts';
import { localKeys, reportsOf, signerOf, signerOnScreen, signersOf } from './parts/screen.ts';
import { signerOptions } from './parts/signer-options.ts';

const signer: ChoosePage = {
  kind: 'choose',
  id: 'signer',
  stage: 'signer',
  words: ({ rotateSigner }) => rotateSigner.signer,
  options: (asked) => signerOptions(asked, signersOf(asked)),
  initial: ({ wizard }) => wizard.subject ?? '',
};

const key = keyPages({
  stage: 'new-key',
  words: ({ rotateSigner }) => rotateSigner.key,
  // A key that they use elsewhere already, but not here.
  known: ({ owner, key: { canonicalId } }, asked) =>
    owner === answerOf(asked, signer) && keysOf(asked).every((old) => old.canonicalId !== canonicalId),
  inAlready: (asked) => unfinished(asked)?.newKey.canonicalId ?? null,
  fileName: (asked) => `${answerOf(asked, signer)}.pub`,
});

const old: CheckPage = {
  kind: 'check',
  id: 'old-keys',
  stage: 'old-keys',
  words: ({ rotateSigner }) => rotateSigner.old,
  options: (asked) => oldKeysOf(asked).map((each): Option => oldOption(asked, each)),
  initial: (asked) => oldKeysOf(asked).map(({ canonicalId }) => canonicalId),
  problem: () => null,
};

const afterwards: ChoosePage = {
  kind: 'choose',
  id: 'afterwards',
  stage: 'afterwards',
  words: ({ rotateSigner }) => rotateSigner.afterwards,
  when: (asked) => retiredHere(asked).length > 0,
  about: (asked) => retiredHere(asked).flatMap((each) => elsewhere(asked, each)),
  options: (asked) => {
    const { rotateSigner } = asked.words;
    const names = retiredHere(asked).map(({ id }) => shortId(id));
    return [
      { id: 'keep', label: rotateSigner.keep, note: rotateSigner.keepNote },
      {
        id: 'remove',
        label: rotateSigner.remove(listed(names, asked.app.settings.messages)),
        note: rotateSigner.removeNote,
      },
    ];
  },
  initial: () => 'keep',
};

/** A signer's new key in, everything re-signed with it, the old key out: in one publish for each repository. */
export const rotateSigner: Wizard = {
  id: 'rotate-signer',
  title: (asked) => asked.words.rotateSigner.title(safeText(answerOf(asked, signer)) || null),
  subject: signerOnScreen,
  pages: [signer, ...key.pages, old, afterwards],
  ending: {
    kind: 'change',
    sources: (asked) => [key.source(asked)],
    request: (asked, [newKey]) => {
      if (newKey === undefined) {
        throw new Error('a rotation has a new key');
      }
      const chosen = answersOf(asked, old);
      return {
        kind: 'signer-rotate',
        signer: answerOf(asked, signer),
        newKey,
        // Not every repository lists the same old keys: all of them means those of each.
        oldKeys: chosen.length === oldKeysOf(asked).length ? null : (chosen as readonly KeyId[]),
        keepOld: chosen.length === 0,
      };
    },
    removeKeys: (asked) =>
      answerOf(asked, afterwards) === 'remove' ? retiredHere(asked).map(({ id }) => id) : [],
  },
};

function keysOf(asked: Asked): readonly KeyReport[] {
  return signerOf(asked, answerOf(asked, signer))?.keys ?? [];
}

/** All keys of the signer but the one that stays. */
function oldKeysOf(asked: Asked): readonly KeyReport[] {
  const source = key.source(asked);
  const stays = source.kind === 'known' ? source.key.canonicalId : null;
  return keysOf(asked).filter(({ canonicalId }) => canonicalId !== stays);
}

/** The rotation that one of the repositories is in the middle of. */
function unfinished(asked: Asked): UnfinishedRotation | null {
  const name = answerOf(asked, signer);
  const rotations = reportsOf(asked).flatMap(({ unfinishedRotations }) => unfinishedRotations);
  return rotations.find((rotation) => rotation.signer === name) ?? null;
}

function oldOption(asked: Asked, report: KeyReport): Option {
  return {
    id: report.canonicalId,
    label: keyName(asked, report),
    note: placeNote(asked, report),
  };
}

/** Private keys on this machine that go out of use by this. */
function retiredHere(asked: Asked): readonly KeyInventoryEntry[] {
  const retired = new Set<string>(answersOf(asked, old));
  return localKeys(asked.app).filter(({ id }) => retired.has(id));
}

/** What a retired key still signs apart from these repositories. */
function elsewhere({ app, wizard, words }: Asked, { usedBy }: KeyInventoryEntry): readonly string[] {
  const others = new Set(usedBy.map(({ gun }) => gun).filter((gun) => !wizard.guns.includes(gun)));
  return others.size === 0 ? [] : [words.rotateSigner.elsewhere(listed([...others], app.settings.messages))];
}
