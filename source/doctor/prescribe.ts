import type { Examination, Finding, Fix, MachineExamination } from '../operations/index.ts';
import type { Check, MachineCheck, Remedy } from './check.ts';
import { CHECKS, MACHINE_CHECKS } from './checks.ts';

/** What can be done about a finding of this examination; null where nothing can but waiting. */
export async function prescribe(finding: Finding, examination: Examination): Promise<Fix | null> {
  const remedy = checkOf(CHECKS, finding)?.remedy(finding, examination) ?? null;
  return remedy === null ? null : fixOf(remedy);
}

export function prescribeForMachine(finding: Finding, examination: MachineExamination): Fix | null {
  const remedy = checkOf(MACHINE_CHECKS, finding)?.remedy(finding, examination) ?? null;
  return remedy === null ? null : fixOf(remedy);
}

function checkOf<Kind extends Check | MachineCheck>(
  checks: readonly Kind[],
  { code }: Finding,
): Kind | undefined {
  return checks.find((check) => check.code === code);
}

function fixOf({ label, ways, judgement }: Remedy): Fix {
  return {
    label,
    ways: ways.map(({ commands = [], steps = [], ...way }) => ({
      ...way,
      here: way.action.kind !== 'outside',
      who: [],
      commands,
      steps,
      hindrance: null,
    })),
    automatic: judgement === null && ways[0]?.action.kind !== 'outside',
    judgement,
  };
}
