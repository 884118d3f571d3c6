import { safeText } from '../../base/index.ts';
import { answerOf } from './asked.ts';
import type { Asked, ChoosePage, Wizard } from './definition.ts';
import { keyName } from './parts/key-options.ts';
import { signerOf, signerOnScreen, signersOf } from './parts/screen.ts';
import { signerOptions } from './parts/signer-options.ts';

const LEAVE = 'leave';
const AS = 'as:';

const signer: ChoosePage = {
  kind: 'choose',
  id: 'signer',
  stage: 'signer',
  words: ({ removeSigner }) => removeSigner.signer,
  options: (asked) => signerOptions(asked, signersOf(asked)),
  initial: ({ wizard }) => wizard.subject ?? '',
};

const tags: ChoosePage = {
  kind: 'choose',
  id: 'tags',
  stage: 'tags',
  words: ({ removeSigner }) => removeSigner.tags,
  about: (asked) => {
    const leaver = signerOf(asked, answerOf(asked, signer));
    return leaver === null ? [] : [asked.words.removeSigner.losing(safeText(leaver.name), leaver.tags)];
  },
  options: (asked) => {
    const { removeSigner } = asked.words;
    return [
      ...successors(asked).map(({ name, keys }) => ({
        id: `${AS}${name}`,
        label: removeSigner.resign(safeText(name)),
        note: keys
          .filter(({ onThisMachine }) => onThisMachine)
          .map((key) => keyName(asked, key))
          .join(', '),
      })),
      { id: LEAVE, label: removeSigner.leave, note: removeSigner.leaveNote },
    ];
  },
};

/** A signer out of both roles, really; what they alone signed is re-signed by somebody whose key is here. */
export const removeSigner: Wizard = {
  id: 'remove-signer',
  title: (asked) => asked.words.removeSigner.title(safeText(answerOf(asked, signer)) || null),
  subject: signerOnScreen,
  pages: [signer, tags],
  ending: {
    kind: 'change',
    request: (asked) => {
      const answer = answerOf(asked, tags);
      return {
        kind: 'signer-remove',
        signer: answerOf(asked, signer),
        resignAs: answer.startsWith(AS) ? answer.slice(AS.length) : null,
      };
    },
  },
};

/** Signers who stay and whose key is here. */
function successors(asked: Asked) {
  const leaver = answerOf(asked, signer);
  return signersOf(asked).filter(
    ({ name, keys }) => name !== leaver && keys.some(({ onThisMachine }) => onThisMachine),
  );
}
