import { type ChangePlan, describePlan } from '../../operations/index.ts';
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
  const lines = plan.repositories.flatMap((result) =>
    result.plan === null ? [] : ['', ...describePlan(result.plan)],
  );
  if (purpose === 'review') {
    const nobodyReads = invocation.options.yes === true && (quiet || output.isJson);
    output.aside(nobodyReads || lines.length === 0 ? [] : [...lines, '']);
  } else if (!output.isJson) {
    output.lines(lines.slice(1));
  }
}
