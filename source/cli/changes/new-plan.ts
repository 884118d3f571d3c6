import { describeNewPlan, type RepositoryPlan } from '../../operations/index.ts';
import { agreed, agreedToRisks } from '../dialog/agreement.ts';
import type { ChangeRun } from './change-command.ts';
import { describedRisks } from './consent.ts';

/**
 * Somebody else published meanwhile, and the change has come to something else: says how it differs and asks again.
 * `--yes` agreed to what was shown, so it does not count for this.
 */
export async function confirmNewPlan(
  { before, after }: { readonly before: RepositoryPlan; readonly after: RepositoryPlan },
  { invocation, context }: ChangeRun,
): Promise<boolean> {
  context.output.aside([
    `Somebody else published to ${after.gun} meanwhile. What the change comes to now differs:`,
    ...describeNewPlan(before, after),
  ]);
  if (invocation.options.yes === true) {
    return false;
  }
  const added = after.risks.filter((risk) => !before.risks.includes(risk));
  const accepted = invocation.options.acceptRisk ?? [];
  const answer = await agreedToRisks(
    { risks: describedRisks(added), accepted, word: after.gun, wordIs: 'the repository' },
    context,
  );
  return answer === 'beforehand' ? agreed('Publish it like that?', false, context) : answer === 'typed';
}
