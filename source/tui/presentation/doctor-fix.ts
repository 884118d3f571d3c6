import { safeText } from '../../base/index.ts';
import type { Fix, FixWay } from '../../operations/index.ts';
import type { Line } from '../line.ts';
import type { DoctorMessages } from '../messages/areas/doctor.ts';
import type { CopyChoice } from '../store/state.ts';
import { type Group, labelled } from './doctor-group.ts';
import { MARKS } from './marks.ts';
import { safeOwner, shortId } from './names.ts';
import { INDENT } from './paragraph.ts';
import type { RowContext } from './row.ts';
import type { RowDraft } from './row-list.ts';

/** What can be done about a finding, and by whom. */
export function fixRows(about: Group): readonly RowDraft[] {
  const { fixes, fix, context } = about;
  const { doctor } = context.messages;
  const say = (text: string) => labelled(about, { id: 'fix', label: doctor.labels.fix, text });
  if (fixes.status !== 'known') {
    return say(
      fixes.status === 'looking' ? doctor.looking : doctor.notLooked(safeText(fixes.failure.message)),
    );
  }
  if (fix === null) {
    return say(doctor.waiting);
  }
  return [
    ...labelled(about, { id: 'fix', label: doctor.labels.fix, text: fix.label, token: 'text', bold: true }),
    ...fix.ways.flatMap((way) => wayRows(about, way)),
    ...labelled(about, { id: 'decide', label: doctor.labels.decide, text: fix.judgement, token: 'text' }),
    ...labelled(about, { id: 'hint', label: '', text: hintFor(fix, doctor), token: 'accent' }),
  ];
}

function hintFor({ ways }: Fix, { fixHint, handOverHint }: DoctorMessages): string {
  return ways.some(({ here }) => here) ? fixHint : handOverHint;
}

/** One way to put it right: that it can be gone here, or why not, who can, and what they have to do. */
function wayRows(about: Group, way: FixWay): readonly RowDraft[] {
  const { context, gun, finding } = about;
  const { doctor } = context.messages;
  const commands = way.commands.map(({ line }): CopyChoice => ({ kind: 'command', value: safeText(line) }));
  const id = `way:${way.id}`;
  const under = (part: string, text: string | null, first: Line = []) =>
    labelled(about, { id: `${id}:${part}`, label: '', text, first: [...INDENT, ...first] });
  const rows = [
    ...labelled(about, {
      id,
      label: '',
      text: way.here ? `${way.label} · ${doctor.here}` : way.label,
      token: 'text',
      first: [way.here ? MARKS.ok : MARKS.notice, { text: ' ' }],
    }),
    ...under('hindrance', way.hindrance),
    ...under('who', whoCan(way, context)),
    ...way.steps.flatMap((step, index) =>
      under(`step:${index}`, step, [{ text: doctor.step(index + 1), token: 'dim' }, { text: ' ' }]),
    ),
  ].map((row) => ({ ...row, copy: [...commands, ...(row.copy ?? [])] }));
  const lines = way.here
    ? []
    : commands.flatMap((command, index) =>
        under(`command:${index}`, command.value, [{ text: '$ ', token: 'dim' }]).map((row) => ({
          ...row,
          copy: [command],
        })),
      );
  return [...rows, ...lines].map((row) => ({ ...row, finding: { gun, finding, way: way.id } }));
}

function whoCan({ who }: FixWay, { messages }: RowContext): string | null {
  const keys = who.map(({ owner, canonicalId }) =>
    messages.words.keyOf(safeOwner(owner), shortId(canonicalId)),
  );
  return keys.length === 0 ? null : messages.doctor.who(messages.words.list(keys, 0));
}
