import type { ChangePlan, ChangeResult } from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';
import { exitCodeOf, wordsOf } from '../errors.ts';
import { planJson } from './plan-json.ts';
import { successWords } from './success-words.ts';

/** What a plan comes to that is not carried out. */
export function planOnly({ repositories }: ChangePlan): readonly ChangeResult[] {
  return repositories.map(({ gun, plan, error }) => ({
    gun,
    plan,
    result:
      plan === null ? 'failed' : plan.outcome === 'nothing-to-do' ? ('nothing-to-do' as const) : 'planned',
    verified: false,
    error,
  }));
}

/** One result for each repository, as lines or as the one document. Returns the worst exit code. */
export function tellResults(results: readonly ChangeResult[], context: CommandContext): number {
  const { output } = context;
  if (output.isJson) {
    output.json({ repositories: results.map(resultJson) });
  }
  const codes = results.map((result) => {
    if (result.error !== null) {
      return output.isJson ? exitCodeOf(result.error) : output.fail(result.error);
    }
    if (result.plan !== null && result.result !== 'planned') {
      output.remark(successWords(result.plan, result.result));
    }
    return result.result === 'failed' ? 1 : 0;
  });
  tellFailed(results, context);
  return Math.max(0, ...codes);
}

/** Among many successes, errors scroll by. */
function tellFailed(results: readonly ChangeResult[], { output }: CommandContext): void {
  const failed = results.filter(({ error }) => error !== null).map(({ gun }) => gun);
  if (results.length > 1 && failed.length > 0 && !output.isJson) {
    output.aside([`Failed in ${failed.length} of ${results.length} repositories: ${failed.join(', ')}`]);
  }
}

function resultJson({ gun, plan, result, verified, error }: ChangeResult) {
  return {
    gun,
    plan: plan === null ? null : planJson(plan),
    result,
    verified,
    error: error === null ? null : wordsOf(error),
  };
}
