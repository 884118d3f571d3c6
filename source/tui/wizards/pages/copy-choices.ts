import { safeText } from '../../../base/index.ts';
import type { CopyChoice } from '../../store/state.ts';
import { currentPage } from '../current.ts';
import type { Asked } from '../definition.ts';
import { plansOf } from '../review-answers.ts';
import { commandLineOf } from './command-line.ts';

/** What `y` offers on a page: the command line first, then what others have to run. */
export function copyChoices(asked: Asked): readonly CopyChoice[] {
  const page = currentPage(asked);
  if (page?.kind === 'read') {
    return page.commands(asked).map((line) => ({ kind: 'command', value: safeText(line) }));
  }
  const command = commandLineOf(asked);
  const { phase, reviewed } = asked.wizard;
  const tasks =
    reviewed === null || (phase.at !== 'review' && phase.at !== 'done')
      ? []
      : plansOf(reviewed).flatMap((plan) => plan.tasks.flatMap(({ commands }) => commands));
  const files = phase.at === 'done' ? phase.result.files : [];
  return [
    ...(command === null ? [] : [{ kind: 'command' as const, value: safeText(command) }]),
    ...tasks.map(({ line }) => ({ kind: 'command' as const, value: safeText(line) })),
    ...files.map(({ path }) => ({ kind: 'path' as const, value: safeText(path) })),
  ];
}
