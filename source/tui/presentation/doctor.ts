import { safeText } from '../../base/index.ts';
import type { Evidence, Finding } from '../../operations/index.ts';
import type { CopyChoice } from '../store/state.ts';
import { fixRows } from './doctor-fix.ts';
import { type DoctorModel, type Group, labelled } from './doctor-group.ts';
import { matches } from './filter.ts';
import { nameFindings } from './findings.ts';
import { healthMark, MARKS } from './marks.ts';
import { type Paragraph, paragraph } from './paragraph.ts';
import type { RowContext, RowList, RowTarget } from './row.ts';
import { blankRow, listOf, type RowDraft } from './row-list.ts';

/** The Doctor tab: what is wrong, what it means, why it is certain, and what can be done; the worst first. */
export function doctorRows(model: DoctorModel, context: RowContext): RowList {
  const { width } = context;
  if (model.findings.length === 0) {
    return listOf(paragraph({ id: 'healthy', width, ...stateOf(model, context) }), width);
  }
  const { rows, found } = findingGroups(model, context);
  return { ...listOf(rows, width), found };
}

/** Without findings: nothing is called healthy before the doctor has looked at all there is. */
function stateOf(
  { gun, fixes }: DoctorModel,
  { messages: { doctor } }: RowContext,
): Pick<Paragraph, 'text' | 'first'> {
  switch (fixes.status) {
    case 'known':
      return { text: doctor.healthy, first: [MARKS.ok, { text: ' ' }] };
    case 'looking':
      return { text: doctor.examining(safeText(gun ?? '')), first: [MARKS.busy, { text: ' ' }] };
    case 'failed':
      return {
        text: doctor.notExamined(safeText(fixes.failure.message)),
        first: [MARKS.error, { text: ' ' }],
      };
  }
}

interface FindingGroups {
  readonly rows: readonly RowDraft[];
  /** How many findings the filter leaves. */
  readonly found: number;
}

/** Findings with all that belongs to them, a blank between each two. */
export function findingGroups(model: DoctorModel, context: RowContext): FindingGroups {
  const wanted = nameFindings(model.findings, ({ finding }) => finding).filter(({ item }) =>
    isWanted(item.finding, context),
  );
  const rows = wanted.flatMap(({ id, item }, index) => [
    ...(index === 0 ? [] : [blankRow(`${id}:above`)]),
    ...group({ ...model, ...item, id, context }),
  ]);
  return { rows, found: wanted.length };
}

function isWanted({ code, role, subjects, summary, evidence }: Finding, { filter }: RowContext): boolean {
  return matches(filter, [code, role ?? '', ...subjects, summary, ...evidence.map(({ text }) => text)]);
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
    ...labelled(about, { id: 'pulls', label: labels.pulls, text: finding.meaning.pulls, token: 'text' }),
    ...labelled(about, { id: 'signs', label: labels.signs, text: finding.meaning.signs, token: 'text' }),
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
