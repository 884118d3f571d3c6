import type { CommandContext, Invocation } from '../command.ts';
import { consult, hasErrors, patientsOf } from '../doctor/consult.ts';
import { FOUND_ERRORS } from '../doctor/exit-code.ts';
import { UsageError } from '../errors.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `doctor [REPO...]`: what is wrong, what it means, and how to put it right. A failing repository is a finding. */
export async function run(invocation: Invocation, context: CommandContext): Promise<number> {
  const { explain, fix } = invocation.options;
  refuseContradictions(invocation);
  if (explain !== undefined) {
    const { explainMessages } = await import('../doctor/explain.ts');
    return explainMessages(explain, context);
  }
  if (fix === true) {
    const { fixEverything } = await import('../doctor/fix/fix-everything.ts');
    return fixEverything(invocation, context);
  }
  return tellFindings(invocation, context);
}

async function tellFindings(invocation: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const patients = await patientsOf(invocation, workspace);
    const consultation = await consult(patients, { workspace, context });
    if (output.isJson) {
      const { consultationJson } = await import('../doctor/findings-json.ts');
      output.json(consultationJson(consultation));
    } else {
      const { tellConsultation } = await import('../doctor/tell-consultation.ts');
      await tellConsultation(consultation, patients, context);
    }
    return hasErrors(consultation) ? FOUND_ERRORS : 0;
  });
}

function refuseContradictions({ positionals, options }: Invocation): void {
  const { explain, fix, yes, dryRun } = options;
  if (explain !== undefined && (positionals.length > 0 || fix === true)) {
    throw new UsageError({
      message: `--explain and ${fix === true ? '--fix' : positionals.join(' ')} do not go together`,
      why: '--explain is about a message alone; no repository is looked at.',
      next: 'Run the command twice: once with --explain, once with the repository.',
    });
  }
  if (fix !== true && (yes === true || dryRun === true)) {
    throw new UsageError({
      message: `${yes === true ? '--yes' : '--dry-run'} goes with --fix`,
      why: 'Without --fix, doctor changes nothing.',
      next: 'Add --fix, or leave it out.',
    });
  }
}
