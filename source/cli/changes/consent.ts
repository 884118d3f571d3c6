import { type ChangePlan, describeRisk, type PlanRisk } from '../../operations/index.ts';
import { agreed, agreedToRisks } from '../dialog/agreement.ts';
import type { ChangeCommand, ChangeRun } from './change-command.ts';

/** Has the plan agreed to: its risks by typing, the rest with a yes. What does nothing needs nobody's consent. */
export async function consent(
  plan: ChangePlan,
  command: Pick<ChangeCommand, 'question'>,
  run: ChangeRun,
): Promise<boolean> {
  const ready = plan.repositories.filter((result) => result.plan?.outcome === 'ready');
  const [first] = ready;
  if (first === undefined) {
    return true;
  }
  const { invocation, context } = run;
  const risks = new Set(ready.flatMap((result) => result.plan?.risks ?? []));
  const word = ready.length === 1 ? first.gun : String(ready.length);
  const answer = await agreedToRisks(
    {
      risks: describedRisks(risks),
      accepted: invocation.options.acceptRisk ?? [],
      word,
      wordIs: ready.length === 1 ? 'the repository' : 'the number of repositories',
    },
    context,
  );
  if (answer !== 'beforehand') {
    return answer === 'typed';
  }
  return agreed(command.question(plan.request), invocation.options.yes === true, context);
}

export function describedRisks(risks: Iterable<PlanRisk>): ReadonlyMap<PlanRisk, string> {
  return new Map([...risks].map((risk) => [risk, describeRisk(risk)]));
}
