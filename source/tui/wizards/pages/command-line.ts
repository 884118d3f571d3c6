import type { RepositoryPlan } from '../../../operations/index.ts';
import { definitionOf } from '../current.ts';
import type { Asked } from '../definition.ts';
import { plansOf } from '../review-answers.ts';

/** The wizard's answers as one command line; null where there is none. */
export function commandLineOf(asked: Asked): string | null {
  const { ending } = definitionOf(asked);
  if (ending.kind === 'task') {
    return ending.command(asked);
  }
  return asked.wizard.reviewed === null ? null : joinedCommandLine(plansOf(asked.wizard.reviewed));
}

/**
 * One line for several repositories where theirs differ by nothing but the name; else one after the other, so that
 * pasting it into a shell still runs all of them.
 */
export function joinedCommandLine(plans: readonly RepositoryPlan[]): string | null {
  const [first] = plans;
  if (first === undefined) {
    return null;
  }
  const same = plans.every(
    ({ commandLine, gun }) => commandLine.replace(gun, '') === first.commandLine.replace(first.gun, ''),
  );
  return same
    ? first.commandLine.replace(first.gun, () => plans.map(({ gun }) => gun).join(' '))
    : plans.map(({ commandLine }) => commandLine).join(' && ');
}
