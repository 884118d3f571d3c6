import type { ChangePlan, ChangeResult } from '../../operations/index.ts';
import type { CommandContext, Invocation, RunCommand } from '../command.ts';
import { UsageError } from '../errors.ts';
import { withWorkspace } from '../with-workspace.ts';
import type { ChangeCommand, ChangeRun } from './change-command.ts';
import { chooseUnfinished, forgetNewest, mentionUnfinished } from './resume.ts';
import { seeThrough } from './see-through.ts';
import { showPlan } from './show-plan.ts';
import { tellNewKeys } from './tell-new-keys.ts';
import { planOnly, tellResults } from './tell-results.ts';

/** The command's way from what was typed to a verified result: plan, show, ask, carry out, tell. */
export function changeCommand(command: ChangeCommand): { readonly run: RunCommand } {
  return {
    run: (invocation, context) =>
      withWorkspace(context, async (workspace) =>
        runChange(command, { invocation, context, workspace, changes: await workspace.changes() }),
      ),
  };
}

async function runChange(command: ChangeCommand, run: ChangeRun): Promise<number> {
  if (run.invocation.options.forget === true) {
    refuseArguments(run.invocation);
    return forgetNewest(command.kind, run);
  }
  const since = run.workspace.clock.now();
  const plan = await planned(command, run);
  if (plan === null) {
    return tellResults([], run.context);
  }
  const { invocation, context } = run;
  if (invocation.options.dryRun === true) {
    showPlan(plan, 'result', run);
    return tellResults(planOnly(plan), context);
  }
  let results: readonly ChangeResult[] | null;
  try {
    results = await seeThrough(plan, command, run);
  } finally {
    run.changes.keyWork.lock();
  }
  if (results === null) {
    return declined(plan, context);
  }
  const code = tellResults(results, context);
  tellNewKeys(results, context);
  if (code !== 0) {
    await mentionUnfinished({ ...run, since: plan.resumes?.startedAt ?? since });
  }
  return code;
}

/** null when there is nothing to resume. */
async function planned(command: ChangeCommand, run: ChangeRun): Promise<ChangePlan | null> {
  const { invocation, context, changes } = run;
  const { signal } = context.io;
  if (invocation.options.resume === true) {
    refuseArguments(invocation);
    const unfinished = await chooseUnfinished(command.kind, run);
    return unfinished === null ? null : changes.planResumed(unfinished, signal);
  }
  await mentionUnfinished(run);
  const { request, guns } = await command.ask(run);
  return changes.planChange(request, guns, signal);
}

/** What is asked for was written down when the run began; other arguments would be ignored in silence. */
function refuseArguments({ positionals, options }: Invocation): void {
  const option = options.forget === true ? '--forget' : '--resume';
  const others = [
    ...positionals,
    ...(options.forget === true && options.resume === true ? ['--resume'] : []),
  ];
  if (others.length > 0) {
    throw new UsageError({
      message: `${others.join(' ')} and ${option} do not go together`,
      why: `${option} is about what was asked for before, in the repositories that are left.`,
      next: 'Leave one of them out.',
    });
  }
}

function declined(plan: ChangePlan, context: CommandContext): number {
  const code = tellResults(planOnly(plan), context);
  context.output.aside(['Nothing was changed.']);
  return Math.max(code, 1);
}

/** Whether a person may be asked: on a terminal, and not forestalled with `--yes`. */
export async function mayAsk({ options }: Invocation, { ports }: CommandContext): Promise<boolean> {
  return options.yes !== true && (await ports.dialog()).partner === 'terminal';
}
