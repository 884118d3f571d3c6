import { safeText } from '../../../../base/index.ts';
import type { PlanResult, RepositoryPlan } from '../../../../operations/index.ts';
import type { Line } from '../../../line.ts';
import { errorLines } from '../../../overlays/error-lines.ts';
import { MARKS } from '../../../presentation/marks.ts';
import { repositoryName, sharedHost } from '../../../presentation/names.ts';
import type { NewPlan, ReviewPhase } from '../../../store/wizard-state.ts';
import { fitLine, lineWidth, plainText, textWidth } from '../../../widgets/text-layout.ts';
import type { Asked } from '../../definition.ts';
import { furtherRepositories, plansOf } from '../../review-answers.ts';
import { commandLineOf } from '../command-line.ts';
import { bodyColumns } from '../frame.ts';
import { BLANK, heading, sentence } from '../text.ts';
import { effectLines } from './effect-lines.ts';
import { newContentLines } from './new-content-lines.ts';
import { type Detail, phrasesOf } from './phrases.ts';
import { roleLines } from './role-lines.ts';
import { taskLines } from './task-lines.ts';

/** The plan as a diff, what it means, what is left for others, and the same as a command line. */
export function reviewLines(asked: Asked, { reviewed, full }: ReviewPhase): readonly Line[] {
  const { repositories } = reviewed.plan;
  const { review } = asked.words;
  const ready = plansOf(reviewed).filter(({ outcome }) => outcome === 'ready').length;
  const [only] = repositories;
  const body =
    repositories.length === 1 && only !== undefined
      ? repositoryLines(asked, only, { full })
      : [
          heading(review.several(ready, repositories.length)),
          ...repositories.flatMap((result) => [BLANK, ...namedLines(asked, result, { full })]),
        ];
  return [...body, ...furtherLines(asked, reviewed), ...commandLines(asked)];
}

/** The plan made anew, with what differs from the one that was agreed to. */
export function newPlanLines(asked: Asked, { before, after }: NewPlan): readonly Line[] {
  const { newPlan } = asked.words.review;
  const agreed = new Set(planLines(asked, before, { full: true }).map(plainText));
  const marked = planLines(asked, after, { full: true }).map((line): Line => {
    const differs = plainText(line).trim() !== '' && !agreed.has(plainText(line));
    return [{ text: differs ? '≠ ' : '  ', token: 'warning' }, ...line];
  });
  return [
    [{ text: newPlan.title, token: 'warning', bold: true }],
    ...sentence(newPlan.text, bodyColumns(asked.app)),
    BLANK,
    ...marked,
    ...newContentLines(asked, { before, after }),
  ];
}

function namedLines(asked: Asked, result: PlanResult, detail: Detail): readonly Line[] {
  const { gun, plan } = result;
  const host = sharedHost(asked.wizard.reviewed?.plan.repositories.map((each) => each.gun) ?? []);
  const mark = plan === null ? MARKS.error : plan.outcome === 'ready' ? MARKS.ok : MARKS.notice;
  return [
    [mark, { text: ` ${repositoryName(gun, host)}`, bold: true }],
    ...repositoryLines(asked, result, detail),
  ];
}

function repositoryLines(asked: Asked, { gun, plan }: PlanResult, detail: Detail): readonly Line[] {
  if (plan !== null) {
    return planLines(asked, plan, detail);
  }
  const failure = asked.wizard.reviewed?.failures.get(gun) ?? null;
  return failure === null ? [] : errorLines(failure, bodyColumns(asked.app), asked.app.settings.messages);
}

function planLines(asked: Asked, plan: RepositoryPlan, detail: Detail): readonly Line[] {
  const { review } = asked.words;
  const width = bodyColumns(asked.app);
  const { outcome, half, roles, tasks, newKeys } = plan;
  const why =
    outcome === 'ready' ? [] : sentence(review.outcome[outcome], width, { token: 'warning', mark: '! ' });
  const unsaved =
    outcome === 'needs-others' && asked.wizard.keys?.sources.some(({ kind }) => kind === 'new') === true
      ? sentence(review.keyNotSaved, width, { token: 'warning', mark: '! ' })
      : [];
  const means = [
    ...(half === null ? [] : sentence(review.half[half], width, { indent: 2 })),
    ...effectLines(asked, plan, detail),
    ...(newKeys.length === 0 || outcome !== 'ready'
      ? []
      : sentence(review.newUnlocked, width, { indent: 2, token: 'dim' })),
  ];
  return [
    ...why,
    ...unsaved,
    ...(roles.length === 0
      ? []
      : [titleLine(review.whatChanges, noteOf(asked, plan), width), ...roleLines(asked, roles, detail)]),
    ...(means.length === 0 ? [] : [BLANK, heading(review.whatItMeans), ...means]),
    ...(tasks.length === 0 ? [] : [BLANK, heading(review.others), ...taskLines(asked, tasks)]),
  ];
}

/** How it reaches those who read it; nothing where nothing will. */
function noteOf({ words: { review } }: Asked, { draft, outcome, request }: RepositoryPlan): string {
  if (outcome !== 'ready') {
    return '';
  }
  return draft === null && request.kind === 'delete' && !request.remote ? review.localOnly : review.atomic;
}

function titleLine(title: string, note: string, width: number): Line {
  const left: Line = [{ text: title, token: 'title', bold: true }];
  const room = width - lineWidth(left) - 2;
  return textWidth(note) > room
    ? left
    : [...left, { text: '  ' }, ...fitLine([{ text: note, token: 'dim' }], room, 'right')];
}

/** A retired key that still signs elsewhere is most likely to be retired there as well. */
function furtherLines(asked: Asked, reviewed: ReviewPhase['reviewed']): readonly Line[] {
  const further = furtherRepositories(asked, reviewed);
  const { add } = asked.words.review;
  return further.length === 0
    ? []
    : [
        [
          { text: '  ' },
          { text: 'o', token: 'key-hint' },
          { text: ` ${add}: ${phrasesOf(asked).repositories(further)}` },
        ],
      ];
}

function commandLines(asked: Asked): readonly Line[] {
  const command = commandLineOf(asked);
  return command === null
    ? []
    : [
        BLANK,
        heading(asked.words.review.sameAs),
        ...sentence(safeText(command), bodyColumns(asked.app), { indent: 2 }),
      ];
}
