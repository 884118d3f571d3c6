import type { CommandContext } from '../command.ts';
import type { Consultation, Patients } from './consult.ts';
import { consultationText } from './consultation-text.ts';

/** Prints what the doctor says; with `--quiet` only what is wrong. */
export async function tellConsultation(
  consultation: Consultation,
  { guns, all }: Patients,
  { output, quiet }: CommandContext,
): Promise<void> {
  if (guns.length === 0 && consultation.machine.length === 0) {
    output.remark('No repositories yet. Name one: trustdeck doctor REPO.');
    return;
  }
  const names = all ? '' : guns.length === 1 ? ` ${guns[0]}` : ' REPO...';
  const { findings, remarks } = consultationText(consultation, `trustdeck doctor${names}`);
  await output.page(quiet ? findings : [...findings, ...remarks]);
}
