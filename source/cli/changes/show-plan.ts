import { type ChangePlan, describePlan } from '../../operations/index.ts';
import { wordsOf } from '../errors.ts';
import type { ChangeRun } from './change-command.ts';

/**
 * The plan in words: as the result of `--dry-run` on stdout, or to be reviewed on stderr, so that stdout has only what
 * was done. With `--json` it is in the document; it is also shown to whoever is about to be asked.
 */
export function showPlan(
  plan: ChangePlan,
  purpose: 'result' | 'review',
  { invocation, context }: Pick<ChangeRun, 'invocation' | 'context'>,
): void {
  const { output, quiet } = context;
  const lines = planLines(plan);
  if (purpose === 'review') {
    const nobodyReads = invocation.options.yes === true && (quiet || output.isJson);
    output.aside(nobodyReads || lines.length === 0 ? [] : [...lines, '']);
  } else if (!output.isJson) {
    output.lines(lines.slice(1));
  }
}

/** Of several repositories, those to be looked at come first, and what comes to nothing is one line each. */
function planLines(plan: ChangePlan): readonly string[] {
  const { repositories } = plan;
  if (repositories.every((result) => result.plan === null)) {
    // Nothing is left to look at or to agree to: that is told as the result.
    return [];
  }
  if (repositories.length === 1) {
    return repositories.flatMap((result) => (result.plan === null ? [] : ['', ...describePlan(result.plan)]));
  }
  const done = repositories.flatMap((result) =>
    result.plan?.outcome === 'nothing-to-do' ? [`  ${result.gun}`] : [],
  );
  const failed = repositories.flatMap(({ gun, error }) =>
    error === null ? [] : [`  ${gun}: ${wordsOf(error).message}`],
  );
  return [
    ...repositories.flatMap((result) =>
      result.plan === null || result.plan.outcome === 'nothing-to-do'
        ? []
        : ['', ...describePlan(result.plan)],
    ),
    ...(done.length === 0 ? [] : ['', 'Nothing to do in', ...done]),
    ...(failed.length === 0 ? [] : ['', 'Left out', ...failed]),
    '',
    overview(plan),
  ];
}

function overview({ repositories }: ChangePlan): string {
  const count = (outcome: string) => repositories.filter(({ plan }) => plan?.outcome === outcome).length;
  const parts: readonly (readonly [number, string])[] = [
    [count('ready'), 'to be changed'],
    [count('needs-others'), 'not without others'],
    [count('nothing-to-do'), 'like that already'],
    [repositories.filter(({ plan }) => plan === null).length, 'left out'],
  ];
  const told = parts.flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`]));
  return `${repositories.length} repositories: ${told.join(', ')}.`;
}
