import type { Line } from '../../line.ts';
import type { StageId } from '../../messages/areas/wizards.ts';
import { lineWidth } from '../../widgets/text-layout.ts';
import { currentPage, definitionOf, pagesOf } from '../current.ts';
import type { Asked, TaskStages } from '../definition.ts';

export interface Stages {
  readonly ids: readonly StageId[];
  /** Index of the one that is being done. */
  readonly current: number;
  readonly finished: boolean;
}

/** The steps of a wizard as the answers so far have them, and which of them is being done. */
function stagesOf(asked: Asked): Stages {
  const asking = [...new Set(pagesOf(asked).map(({ stage }) => stage))];
  const after = afterStages(asked);
  const ids = [...asking, ...after];
  const now = currentStage(asked);
  const found = now === null ? -1 : ids.indexOf(now);
  return {
    ids,
    current: found >= 0 ? found : Math.max(0, asking.length - 1),
    finished: isFinished(asked),
  };
}

/** Everything was done; what has failed leaves its step where it was. */
function isFinished({ wizard: { phase } }: Asked): boolean {
  return phase.at === 'done' && phase.result.repositories.every(({ result }) => result !== 'failed');
}

function afterStages(asked: Asked): readonly StageId[] {
  const { ending } = definitionOf(asked);
  switch (ending.kind) {
    case 'change':
    case 'resume':
      return ['review', 'passphrases', 'publish'];
    case 'task':
      return TASK_STAGES[ending.stages];
    case 'look-again':
      return [];
  }
}

/** What work on keys goes through. */
const TASK_STAGES = {
  unlocking: ['passphrases', 'write'],
  incoming: ['passphrases', 'review', 'write'],
  plain: ['write'],
} as const satisfies Readonly<Record<TaskStages, readonly StageId[]>>;

function currentStage(asked: Asked): StageId | null {
  const { phase } = asked.wizard;
  switch (phase.at) {
    case 'asking':
      return currentPage(asked)?.stage ?? null;
    case 'review':
    case 'confirm':
    case 'preview':
      return 'review';
    case 'running':
      return phase.asked !== null || phase.task.kind === 'read-keys'
        ? 'passphrases'
        : phase.task.kind === 'change'
          ? 'publish'
          : 'write';
    case 'done':
      return phase.task.kind === 'change' ? 'publish' : 'write';
    default:
      return null;
  }
}

/** `✓ Signer   ▸ New key   ○ Review`: what is done, what is being done, what is to come. */
export function stagesLine(asked: Asked, width: number): Line {
  const { ids, current, finished } = stagesOf(asked);
  const spans = ids.map((id, index): Line => {
    const text = asked.words.stages[id];
    if (finished || index < current) {
      return [{ text: '✓ ', token: 'ok' }, { text }];
    }
    return index === current
      ? [{ text: `▸ ${text}`, token: 'accent', bold: true }]
      : [{ text: `○ ${text}`, token: 'dim' }];
  });
  const fitting = [3, 2, 1].map((gap) => joined(spans, gap)).find((line) => lineWidth(line) <= width);
  return fitting ?? nearestStages(spans, current, width);
}

/** With as many names around the one that is being done as there is room for; of the others their marks. */
function nearestStages(spans: readonly Line[], current: number, width: number): Line {
  const byDistance = spans.map((_, index) => index).sort((one, other) => distance(one) - distance(other));
  for (let named = spans.length - 1; named > 1; named -= 1) {
    const kept = new Set(byDistance.slice(0, named));
    const line = joined(
      spans.map((span, index) => (kept.has(index) ? span : markOnly(span))),
      1,
    );
    if (lineWidth(line) <= width) {
      return line;
    }
  }
  return joined(
    spans.map((span, index) => (index === current ? span : markOnly(span))),
    1,
  );

  function distance(index: number): number {
    // What comes next says more than what is done.
    return index > current ? index - current : current - index + 0.5;
  }
}

function markOnly([first]: Line): Line {
  return first === undefined ? [] : [{ ...first, text: first.text.slice(0, 1) }];
}

function joined(spans: readonly Line[], gap: number): Line {
  return spans.flatMap((span, index): Line => (index === 0 ? span : [{ text: ' '.repeat(gap) }, ...span]));
}

/** `step 3 of 5 · review`. */
export function stageNote(asked: Asked): string {
  const { ids, current } = stagesOf(asked);
  const id = ids[current];
  return id === undefined ? '' : asked.words.step(current + 1, ids.length, asked.words.stages[id]);
}
