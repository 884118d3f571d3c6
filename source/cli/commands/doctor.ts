import type { CommandContext, Invocation } from '../command.ts';
import { type Consultation, consult, patientsOf } from '../doctor/consult.ts';
import { withWorkspace } from '../with-workspace.ts';

const FOUND_ERRORS = 3;

/** `doctor [REPO...]`: what is wrong, what it means, and how to put it right. A failing repository is a finding. */
export async function run(invocation: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const patients = await patientsOf(invocation, workspace);
    const consultation = await consult(patients, { workspace, context, refresh: false });
    if (output.isJson) {
      const { consultationJson } = await import('../doctor/findings-json.ts');
      output.json(consultationJson(consultation));
    } else {
      const { consultationText } = await import('../doctor/findings-text.ts');
      output.lines(consultationText(consultation));
    }
    return hasErrors(consultation) ? FOUND_ERRORS : 0;
  });
}

function hasErrors({ repositories, machine }: Consultation): boolean {
  return [...repositories.flatMap(({ findings }) => findings), ...machine].some(
    ({ finding }) => finding.level === 'error',
  );
}
