import { safeText } from '../../base/index.ts';
import type { Line } from '../line.ts';
import { type CheckupModel, isExamined } from './checkup.ts';
import { findingGroups } from './doctor.ts';
import { MARKS } from './marks.ts';
import { paragraph, sectionTitle } from './paragraph.ts';
import type { RowContext } from './row.ts';
import type { RowDraft } from './row-list.ts';

interface MachineRows {
  readonly rows: readonly RowDraft[];
  /** Findings that the filter leaves. */
  readonly found: number;
}

/** What is wrong with the keys on this machine. A filter that leaves none of it leaves no title either. */
export function machineRows(model: CheckupModel, context: RowContext): MachineRows {
  const { machine } = model;
  const groups =
    machine === null
      ? { rows: [], found: 0 }
      : findingGroups({ ...machine, gun: null, fixes: { status: 'known' }, opened: false }, context);
  if (context.filter !== '' && groups.found === 0) {
    return { rows: [], found: 0 };
  }
  const findings = groups.rows.map((row) => ({ ...row, id: `machine:${row.id}` }));
  const title = sectionTitle('machine', context.messages.doctor.checkup.machine);
  return { rows: [...title, ...(stateRows(model, context) ?? findings)], found: groups.found };
}

/** One sentence in place of findings; null where there are some. */
function stateRows(
  { items, machine, machineFailure }: CheckupModel,
  { messages, width }: RowContext,
): readonly RowDraft[] | null {
  const { checkup } = messages.doctor;
  const say = (text: string, mark: Line[number]) =>
    paragraph({ id: 'machine:state', text, width, first: [mark, { text: ' ' }] }).map((row) => ({
      ...row,
      inert: true,
    }));
  if (machineFailure !== null) {
    return say(checkup.machineFailed(safeText(machineFailure.message)), MARKS.error);
  }
  if (machine === null) {
    return say(checkup.machineLooking, MARKS.busy);
  }
  if (machine.findings.length > 0) {
    return null;
  }
  return items.every(isExamined)
    ? say(checkup.machineFine, MARKS.ok)
    : say(checkup.machineFineSoFar, MARKS.busy);
}
