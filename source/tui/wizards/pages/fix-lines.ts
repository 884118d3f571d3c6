import { safeText } from '../../../base/index.ts';
import type { Diagnosed, Finding } from '../../../operations/index.ts';
import type { Line } from '../../line.ts';
import { healthMark, MARKS } from '../../presentation/marks.ts';
import { repositoryName, sharedHost } from '../../presentation/names.ts';
import { nextToFix } from '../../store/fix-target.ts';
import { definitionOf, pagesOf } from '../current.ts';
import type { Asked } from '../definition.ts';
import { stepsOf } from '../fix/fix-pages.ts';
import { bodyColumns } from './frame.ts';
import { BLANK, heading, sentence } from './text.ts';

/** What a review is to put right, and what a person has to decide by it, where no page before it has said so. */
export function findingLines(asked: Asked): readonly Line[] {
  const { finding, fix } = asked.wizard.fix?.current ?? { finding: null, fix: null };
  if (finding === null || pagesOf(asked).length > 0) {
    return [];
  }
  const width = bodyColumns(asked.app);
  const judgement = fix?.judgement ?? null;
  return [
    ...markedLines(finding, width),
    ...(judgement === null ? [] : sentence(safeText(judgement), width, { indent: 2 })),
    BLANK,
  ];
}

/** What is wrong, behind its mark. */
function markedLines({ summary, level }: Finding, width: number): readonly Line[] {
  return sentence(safeText(summary), width - 2).map(
    (line, index): Line => [
      ...(index === 0 ? [healthMark(level), { text: ' ' }] : [{ text: '  ' }]),
      ...line,
    ],
  );
}

/** After keys were changed: what is left to be done by hand. What others have to do for a change stands in its plan. */
export function stepLines(asked: Asked): readonly Line[] {
  const steps = stepsOf(asked);
  return steps.length === 0 || definitionOf(asked).ending.kind !== 'task'
    ? []
    : [
        BLANK,
        heading(asked.words.fix.afterwards),
        ...steps.flatMap((text) => sentence(text, bodyColumns(asked.app), { indent: 2 })),
      ];
}

/** After a fix: whether all is well now, or what is left and how to go on. */
export function leftLines(asked: Asked): readonly Line[] {
  const { fix } = asked.wizard;
  const { words, app } = asked;
  const width = bodyColumns(app);
  switch (fix?.left.status) {
    case 'looking':
      return [BLANK, ...sentence(words.fix.looking, width, { token: 'dim' })];
    case 'failed':
      return [
        BLANK,
        ...sentence(words.fix.notLooked(safeText(fix.left.failure.message)), width, {
          token: 'warning',
          mark: '! ',
        }),
      ];
    case 'found':
      return [BLANK, ...foundLines(asked, fix.left.findings)];
    default:
      return [];
  }
}

function foundLines(asked: Asked, findings: readonly Diagnosed[]): readonly Line[] {
  const { words, wizard, app } = asked;
  const [gun] = wizard.guns;
  const width = bodyColumns(app);
  if (findings.length === 0) {
    const healthy = gun === undefined ? words.fix.keysHealthy : words.fix.healthy(nameOf(gun));
    return [[MARKS.ok, { text: ` ${healthy}`, bold: true }]];
  }
  const next = nextToFix(wizard);
  return [
    heading(words.fix.left(findings.length)),
    ...findings.flatMap(({ finding }) =>
      markedLines(finding, width - 2).map((line): Line => [{ text: '  ' }, ...line]),
    ),
    BLANK,
    ...sentence(
      next?.fix == null ? words.fix.nothingLeftToDo : words.fix.goOn(safeText(next.fix.label)),
      width,
      { token: next === null ? 'dim' : 'accent' },
    ),
  ];
}

function nameOf(gun: Asked['wizard']['guns'][number]): string {
  return repositoryName(gun, sharedHost([gun]));
}
