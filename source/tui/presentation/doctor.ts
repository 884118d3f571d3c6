import { safeText } from '../../base/index.ts';
import type { Diagnosed, ErrorReport, Evidence, Finding, Fix, FixWay } from '../../operations/index.ts';
import type { Gun } from '../../tuf/index.ts';
import type { Line } from '../line.ts';
import type { DoctorMessages } from '../messages/areas/doctor.ts';
import type { CopyChoice } from '../store/state.ts';
import { textWidth } from '../widgets/text-layout.ts';
import { matches } from './filter.ts';
import { nameFindings } from './findings.ts';
import { healthMark, MARKS } from './marks.ts';
import { safeOwner, shortId } from './names.ts';
import { INDENT, type Paragraph, paragraph } from './paragraph.ts';
import type { RowContext, RowList, RowTarget } from './row.ts';
import { blankRow, listOf, type RowDraft } from './row-list.ts';

/** What is known of what can be done: while it is looked for, findings are shown without. */
export type FixesLoad =
  | { readonly status: 'known' }
  | { readonly status: 'looking' }
  | { readonly status: 'failed'; readonly failure: ErrorReport };

export interface DoctorModel {
  /** null: of this machine. */
  readonly gun: Gun | null;
  readonly findings: readonly Diagnosed[];
  readonly fixes: FixesLoad;
  /** There is metadata to open from a finding. */
  readonly opened: boolean;
}

/** The Doctor tab: what is wrong, what it means, why it is certain, and what can be done; the worst first. */
export function doctorRows(model: DoctorModel, context: RowContext): RowList {
  const { messages, width } = context;
  const healthy: Paragraph = {
    id: 'healthy',
    text: messages.doctor.healthy,
    width,
    first: [MARKS.ok, { text: ' ' }],
  };
  const nothing = model.findings.length === 0 && model.fixes.status === 'known';
  return listOf(nothing ? paragraph(healthy) : findingGroups(model, context), width);
}

/** Findings with all that belongs to them, a blank between each two. */
export function findingGroups(model: DoctorModel, context: RowContext): readonly RowDraft[] {
  return nameFindings(model.findings, ({ finding }) => finding)
    .filter(({ item }) => isWanted(item.finding, context))
    .flatMap(({ id, item }, index) => [
      ...(index === 0 ? [] : [blankRow(`${id}:above`)]),
      ...group({ ...model, ...item, id, context }),
    ]);
}

function isWanted({ code, role, subjects, summary, evidence }: Finding, { filter }: RowContext): boolean {
  return matches(filter, [code, role ?? '', ...subjects, summary, ...evidence.map(({ text }) => text)]);
}

interface Group extends DoctorModel, Diagnosed {
  readonly id: string;
  readonly context: RowContext;
}

function group(about: Group): readonly RowDraft[] {
  const { id, gun, finding, context } = about;
  const { labels } = context.messages.doctor;
  const heads = paragraph({
    id,
    text: safeText(finding.summary),
    width: context.width,
    bold: true,
    first: [healthMark(finding.level), { text: ' ' }],
  }).map((row, index) => ({
    ...row,
    inert: index > 0,
    copy: [...(row.copy ?? []), ...(finding.role === null ? [] : [roleChoice(finding.role)])],
    opens: target(finding, about),
  }));
  const rows = [
    ...heads,
    ...labelled(about, { id: 'pulls', label: labels.pulls, text: finding.meaning.pulls }),
    ...labelled(about, { id: 'signs', label: labels.signs, text: finding.meaning.signs }),
    ...finding.evidence.flatMap((evidence, index) => evidenceRows(about, evidence, index)),
    ...fixRows(about),
  ];
  return rows.map((row) => ({ finding: { gun, finding, way: null }, ...row }));
}

function evidenceRows(about: Group, evidence: Evidence, index: number): readonly RowDraft[] {
  const { evidence: label } = about.context.messages.doctor.labels;
  const choices: readonly CopyChoice[] = [
    ...(evidence.keyId === undefined ? [] : [{ kind: 'key-id', value: safeText(evidence.keyId) } as const]),
    ...(evidence.role === undefined ? [] : [roleChoice(evidence.role)]),
  ];
  return labelled(about, {
    id: `evidence:${index}`,
    label: index === 0 ? label : '',
    text: evidence.text,
    token: 'text',
  }).map((row) => ({
    ...row,
    copy: [...choices, ...(row.copy ?? [])],
    opens: target(evidence, about),
  }));
}

function fixRows(about: Group): readonly RowDraft[] {
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

interface Labelled extends Pick<Paragraph, 'token' | 'bold' | 'first'> {
  readonly id: string;
  readonly label: string;
  /** Made safe here; null where there is nothing to say. */
  readonly text: string | null;
}

/** A sentence with a label in front of it, in a column of their own. The cursor goes from sentence to sentence. */
function labelled(
  { id: finding, context }: Group,
  { id, label, text, ...rest }: Labelled,
): readonly RowDraft[] {
  const { labels } = context.messages.doctor;
  const column = Math.max(...Object.values(labels).map(textWidth)) + 2;
  const first: Line = [
    ...INDENT,
    { text: `${label}${' '.repeat(column - textWidth(label))}`, token: 'dim' },
    ...(rest.first ?? []),
  ];
  return text === null
    ? []
    : paragraph({
        id: `${finding}:${id}`,
        text: safeText(text),
        width: context.width,
        token: 'dim',
        ...rest,
        first,
      }).map((row, index) => ({ ...row, inert: index > 0 }));
}

/** What Enter shows: the role's document, else the key; nothing where there is no trust data to show. */
function target(
  { role, keyId }: Partial<Pick<Evidence, 'keyId'>> & { readonly role?: Evidence['role'] | null },
  { opened, gun }: Group,
): RowTarget | null {
  if (!opened || gun === null) {
    return null;
  }
  if (role !== null && role !== undefined) {
    return { kind: 'role', role };
  }
  return keyId === undefined ? null : { kind: 'key', keyId };
}

function roleChoice(role: string): CopyChoice {
  return { kind: 'role', value: safeText(role) };
}
