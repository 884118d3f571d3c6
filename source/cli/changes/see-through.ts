import {
  type ChangePlan,
  type ChangeResult,
  describeRetiredKey,
  type RetiredKey,
} from '../../operations/index.ts';
import { CommandPassphrases } from '../dialog/passphrases.ts';
import type { ChangeCommand, ChangeRun } from './change-command.ts';
import { consent } from './consent.ts';
import { failWhatNeedsOthers } from './needs-others.ts';
import { confirmNewPlan } from './new-plan.ts';
import { progressOf } from './progress.ts';
import { retiredKeys } from './retired-keys.ts';
import { showPlan } from './show-plan.ts';

interface Seen extends Pick<ChangeCommand, 'question' | 'offer'> {
  /** As `ExecuteOptions.unasked`. */
  readonly unasked?: boolean;
}

/**
 * From a plan to what became of it: shown, agreed to, carried out, verified. null when it was declined. Unlocked keys
 * stay unlocked: whoever has nothing more to sign locks them.
 */
export async function seeThrough(
  plan: ChangePlan,
  command: Seen,
  run: ChangeRun,
): Promise<readonly ChangeResult[] | null> {
  const final = await reviewed(plan, command, run);
  return final === null ? null : failWhatNeedsOthers(await carriedOut(final, command, run), run);
}

/** Shows the plan, and what is offered instead; resolves with the one that was agreed to, or null. */
async function reviewed(
  plan: ChangePlan,
  command: Pick<ChangeCommand, 'question' | 'offer'>,
  run: ChangeRun,
): Promise<ChangePlan | null> {
  showPlan(plan, 'review', run);
  // What is resumed was agreed to like that; and the run that it closes is part of the plan.
  const resumes = run.invocation.options.resume === true;
  const better = resumes ? null : ((await command.offer?.(plan, run)) ?? null);
  if (better === null) {
    return (await consent(plan, command, run)) ? plan : null;
  }
  const guns = plan.repositories.map(({ gun }) => gun);
  const improved = await run.changes.planChange(better, guns, run.context.io.signal);
  showPlan(improved, 'review', run);
  return (await consent(improved, command, run)) ? improved : null;
}

async function carriedOut(
  plan: ChangePlan,
  { unasked = false }: Seen,
  run: ChangeRun,
): Promise<readonly ChangeResult[]> {
  const { invocation, context, changes } = run;
  const removeKeys = invocation.options.removeOldKey === true ? retiredKeys(plan) : [];
  const progress = progressOf(plan, context);
  const passphrases = new CommandPassphrases(context);
  let results: readonly ChangeResult[];
  let retired: readonly RetiredKey[] = [];
  try {
    results = await changes.executeChange(plan, {
      passphrases: { ask: (question, signal) => progress.during(() => passphrases.ask(question, signal)) },
      onProgress: progress.tell,
      confirmNewPlan: (before, after) => progress.during(() => confirmNewPlan({ before, after }, run)),
      unasked,
      removeKeys,
      onRetiredKeys: (keys) => {
        retired = keys;
      },
      signal: context.io.signal,
    });
  } finally {
    progress.end();
  }
  for (const key of retired) {
    context.output.note(describeRetiredKey(key));
  }
  return results;
}
