import { safeText } from '../../../../base/index.ts';
import type { PlanTask } from '../../../../operations/index.ts';
import type { Line } from '../../../line.ts';
import { roleLabel } from '../../../presentation/names.ts';
import type { Asked } from '../../definition.ts';
import { bodyColumns } from '../frame.ts';
import { sentence } from '../text.ts';
import { phrasesOf } from './phrases.ts';

/** What only somebody else can do, with the command lines to hand over. */
export function taskLines(asked: Asked, tasks: readonly PlanTask[]): readonly Line[] {
  const { tasks: words } = asked.words.review;
  const width = bodyColumns(asked.app);
  const phrases = phrasesOf(asked);
  return tasks.flatMap(({ when, who, role, what, commands }) => {
    const people = who.length === 0 ? words.nobody : words.anyOf(phrases.keys(who));
    return [
      ...sentence(`${words.when[when]}: ${words.what[what](roleLabel(role), people)}`, width, {
        indent: 2,
        mark: '→ ',
      }),
      ...commands.flatMap(({ line }) => sentence(safeText(line), width, { indent: 6, token: 'accent' })),
    ];
  });
}
