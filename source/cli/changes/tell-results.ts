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
  return tellOutcome(results, context);
}

/** The same where the document is somebody else's to print. */
export function tellOutcome(results: readonly ChangeResult[], context: CommandContext): number {
  const { output } = context;
  for (const { plan, result, error } of results) {
    if (error === null && plan !== null && result !== 'planned') {
      output.remark(successWords(plan, result));
    }
  }
  if (!output.isJson) {
    tellFailures(results, context);
  }
  return Math.max(0, ...results.map(codeOf));
}

function codeOf({ result, error }: ChangeResult): number {
  return error === null ? (result === 'failed' ? 1 : 0) : exitCodeOf(error);
}

/** After the successes, among which they would scroll by; what many repositories have in common is said once. */
function tellFailures(results: readonly ChangeResult[], { output }: CommandContext): void {
  const failed = results.filter(({ error }) => error !== null);
  const alike = Map.groupBy(failed, ({ error }) => JSON.stringify(wordsOf(error)));
  for (const [first, ...others] of alike.values()) {
    const guns = [first, ...others].flatMap((one) => one?.gun ?? []);
    output.fail(first?.error, results.length > 1 ? guns : []);
  }
  if (results.length > 1 && failed.length > 0) {
    output.aside([`Failed in ${failed.length} of ${results.length} repositories.`]);
  }
}

export function resultJson({ gun, plan, result, verified, error }: ChangeResult) {
  return {
    gun,
    plan: plan === null ? null : planJson(plan),
    result,
    verified,
    error: error === null ? null : wordsOf(error),
  };
}
