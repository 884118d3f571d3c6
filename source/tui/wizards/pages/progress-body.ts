import type { ChangeProgress } from '../../../operations/index.ts';
import type { Line, Span } from '../../line.ts';
import { MARKS } from '../../presentation/marks.ts';
import { repositoryName, sharedHost } from '../../presentation/names.ts';
import type { RunningPhase } from '../../store/wizard-state.ts';
import { fitLine, textWidth } from '../../widgets/text-layout.ts';
import type { Asked } from '../definition.ts';
import { bodyColumns } from './frame.ts';
import { BLANK, sentence } from './text.ts';

const OVER: ReadonlySet<ChangeProgress['step']> = new Set(['done', 'failed']);

/** Where each repository is; those that are being worked on come first. */
export function progressBody(asked: Asked, phase: RunningPhase): readonly Line[] {
  const { progress: words, working } = asked.words;
  const width = bodyColumns(asked.app);
  const head: readonly Line[] = [[{ text: phase.ending ? working.stopping : words.working, bold: true }]];
  if (phase.task.kind !== 'change') {
    return head;
  }
  const guns = phase.task.plan.repositories.map(({ gun }) => gun);
  const host = sharedHost(guns);
  const column = Math.max(0, ...guns.map((gun) => textWidth(repositoryName(gun, host)))) + 2;
  const rows = guns
    .map((gun) => ({ gun, progress: phase.progress.get(gun) ?? null }))
    .sort((left, right) => rank(left.progress) - rank(right.progress))
    .map(
      ({ gun, progress }): Line => [
        { text: '  ' },
        markOf(progress),
        { text: ' ' },
        ...fitLine([{ text: repositoryName(gun, host) }], column),
        { text: progress === null ? words.waiting : words.steps[progress.step], token: 'dim' },
      ],
    );
  const done = guns.filter((gun) => phase.progress.get(gun)?.step === 'done').length;
  return [
    ...head,
    ...(guns.length > 1 ? [[{ text: words.count(done, guns.length), token: 'dim' }] satisfies Line] : []),
    BLANK,
    ...rows,
    BLANK,
    ...sentence(words.safe, width, { token: 'dim' }),
  ];
}

function rank(progress: ChangeProgress | null): number {
  if (progress === null) {
    return 1;
  }
  return OVER.has(progress.step) ? 2 : 0;
}

function markOf(progress: ChangeProgress | null): Span {
  switch (progress?.step) {
    case undefined:
      return MARKS.waiting;
    case 'done':
      return MARKS.ok;
    case 'failed':
      return MARKS.error;
    default:
      return MARKS.busy;
  }
}
