import { safeText } from '../../../base/index.ts';
import type { FixWay } from '../../../operations/index.ts';
import { answersOf } from '../asked.ts';
import type { Asked, ChoosePage, Option, Page, ReadPage, TextPage } from '../definition.ts';
import { phrasesOf } from '../pages/review/phrases.ts';
import { chosenKeys } from '../parts/key-options.ts';
import { signerOf } from '../parts/screen.ts';
import { signerProblem } from '../parts/validation.ts';
import { chosenWay, WAY_PAGE } from './chosen-way.ts';

/** More would push the ways off the smallest screen; the Doctor tab has all of it. */
const MOST_EVIDENCE = 3;

/** The ways to put it right. One that only others can go may be chosen too: it says who, and what to tell them. */
export const way: ChoosePage = {
  kind: 'choose',
  id: WAY_PAGE,
  stage: 'way',
  words: ({ fix }) => fix.way,
  about: (asked) => spaced([summaryOf(asked), evidenceOf(asked).slice(0, MOST_EVIDENCE), judgementOf(asked)]),
  options: (asked) => waysOf(asked).map((each): Option => wayOption(asked, each)),
  initial: ({ wizard }) => chosenWay(wizard)?.id ?? '',
};

/** What somebody else has to do, or what trustdeck does not. */
export const handOver: ReadPage = {
  kind: 'read',
  id: 'hand-over',
  stage: 'hand-over',
  words: ({ fix }) => fix.handOver,
  about: (asked) =>
    spaced([
      summaryOf(asked),
      waysOf(asked).length > 1 ? [] : judgementOf(asked),
      hindranceOf(asked, chosenWay(asked.wizard)),
      stepsOf(asked),
    ]),
  commands: ({ wizard }) => (chosenWay(wizard)?.commands ?? []).map(({ line }) => line),
  button: ({ fix }) => fix.lookAgain,
};

export const tightening: ReadPage = {
  kind: 'read',
  id: 'tighten',
  stage: 'check',
  words: ({ fix }) => fix.tighten,
  about: (asked) => {
    const action = chosenWay(asked.wizard)?.action;
    const keys = action?.kind === 'tighten-keys' ? chosenKeys(asked, action.keyIds) : [];
    return spaced([...aboutFinding(asked), keys.map(({ path }) => safeText(path))]);
  },
  commands: () => [],
  button: ({ fix }) => fix.tightenNow,
};

export const resetting: ReadPage = {
  kind: 'read',
  id: 'reset-staged',
  stage: 'check',
  words: ({ fix }) => fix.reset,
  about: (asked) => spaced([summaryOf(asked), judgementOf(asked), evidenceOf(asked)]),
  commands: () => [],
  button: ({ fix }) => fix.resetNow,
};

/** Whose a key is that no signer has. */
export const name: TextPage = {
  kind: 'text',
  id: 'name',
  stage: 'name',
  words: ({ fix }) => fix.name,
  about: (asked) =>
    spaced([
      ...aboutFinding(asked),
      [safeText(chosenWay(asked.wizard)?.label ?? '')],
      signerOf(asked, answersOf(asked, name)[0] ?? '') === null ? [] : [asked.words.fix.knownSigner],
    ]),
  initial: () => '',
  problem: (text, { words }) => signerProblem(text, words.problems),
};

function waysOf({ wizard }: Asked): readonly FixWay[] {
  return wizard.fix?.current?.fix?.ways ?? [];
}

function wayOption(asked: Asked, { id, label, here, hindrance, action }: FixWay): Option {
  if (here) {
    return { id, label: safeText(label) };
  }
  const note = hindrance ?? (action.kind === 'outside' ? '' : asked.words.fix.notHere);
  return { id, label: safeText(label), note: safeText(note), elsewhere: true };
}

/** The pages of another wizard, the first of which says what they are to put right. */
export function openedBy(pages: readonly Page[]): readonly Page[] {
  return pages.map((page, index) =>
    index === 0
      ? {
          ...page,
          about: (asked) =>
            spaced([...(waysOf(asked).length > 1 ? [] : aboutFinding(asked)), page.about?.(asked) ?? []]),
        }
      : page,
  );
}

/** What is wrong, and what there is to decide. */
function aboutFinding(asked: Asked): readonly (readonly string[])[] {
  return [summaryOf(asked), judgementOf(asked)];
}

function summaryOf({ wizard }: Asked): readonly string[] {
  const finding = wizard.fix?.current?.finding;
  return finding === undefined ? [] : [safeText(finding.summary)];
}

function judgementOf({ wizard }: Asked): readonly string[] {
  const judgement = wizard.fix?.current?.fix?.judgement ?? null;
  return judgement === null ? [] : [safeText(judgement)];
}

/** Paragraphs in groups, a blank above each. */
function spaced(groups: readonly (readonly string[])[]): readonly string[] {
  return groups.filter((group) => group.length > 0).flatMap((group) => ['', ...group]);
}

function evidenceOf({ wizard }: Asked): readonly string[] {
  return (wizard.fix?.current?.finding.evidence ?? []).map(({ text }) => safeText(text));
}

/** What is to be done by hand, in order. */
export function stepsOf({ app, wizard }: Asked): readonly string[] {
  const { step } = app.settings.messages.doctor;
  return (chosenWay(wizard)?.steps ?? []).map((text, index) => `${step(index + 1)} ${safeText(text)}`);
}

/** Why it is not done here, and who can. */
function hindranceOf(asked: Asked, chosen: FixWay | null): readonly string[] {
  const { hindrance, who } = chosen ?? { hindrance: null, who: [] };
  return [
    ...(hindrance === null ? [] : [safeText(hindrance)]),
    ...(who.length === 0 ? [] : [asked.app.settings.messages.doctor.who(phrasesOf(asked).keys(who))]),
  ];
}
