import { safeText } from '../../base/index.ts';
import type { RepositoryReport } from '../../operations/index.ts';
import type { Line } from '../line.ts';
import type { FindingFacts } from '../messages/areas/findings.ts';
import { causesBehind, findingFacts } from './findings.ts';
import { healthMark, MARKS } from './marks.ts';
import { administration, expirySummary, serverSection } from './overview-facts.ts';
import { INDENT, paragraph, sectionTitle } from './paragraph.ts';
import type { RowContext, RowList } from './row.ts';
import { listOf, type RowDraft } from './row-list.ts';
import { signerRow, signerTable } from './signers.ts';
import { stateOf } from './state-sentence.ts';

/** The Overview tab: what this repository is, what its state means, what is wrong and why, and who holds it. */
export function overviewRows(report: RepositoryReport, context: RowContext): RowList {
  const drafts = [
    ...introduction(report, context),
    ...findingRows(report, context),
    ...signerSection(report, context),
    ...administration(report, context),
    ...expirySummary(report, context),
    ...serverSection(report, context),
  ];
  return listOf(drafts, context.width);
}

function introduction(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { level, sentence } = stateOf(report, context);
  const { contents } = context.messages.detail.overview;
  const [state, ...more] = paragraph({
    id: 'state',
    text: sentence,
    width: context.width,
    bold: true,
    first: [healthMark(level), { text: ' ' }],
  });
  const counts = contents({
    tags: report.tags.length,
    signers: report.signers.length,
    delegations: report.delegations.length,
  });
  return [
    ...(state === undefined
      ? []
      : [{ ...state, copy: [{ kind: 'gun', value: safeText(report.gun) } as const] }]),
    ...more,
    ...(report.trusted
      ? [{ id: 'contents', line: [...INDENT, { text: counts, token: 'dim' as const }] }]
      : []),
    ...staged(report, context),
  ];
}

function staged({ stagedChanges }: RepositoryReport, { messages, width }: RowContext): readonly RowDraft[] {
  return stagedChanges === 0
    ? []
    : paragraph({
        id: 'staged',
        text: messages.detail.overview.stagedChanges(stagedChanges),
        width,
        first: [MARKS.notice, { text: ' ' }],
      });
}

function findingRows(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { findings } = report.health;
  return findings.length === 0
    ? []
    : [
        ...sectionTitle('findings', context.messages.detail.overview.findings),
        ...findings.flatMap((finding, index) =>
          findingRow(findingFacts(finding, report, context), index, context),
        ),
      ];
}

/** What is wrong, why, and what it means, from the mark to the small print. */
function findingRow(facts: FindingFacts, index: number, context: RowContext): readonly RowDraft[] {
  const { messages, width } = context;
  const { finding } = facts;
  const { summary, meaning } = messages.findings[finding.code];
  const id = `finding:${index}`;
  const inner: Line = [{ text: '    ' }];
  const heads = paragraph({
    id,
    text: safeText(summary(facts)),
    width,
    first: [...INDENT, healthMark(finding.level), { text: ' ' }],
  });
  return [
    ...heads.map((head) =>
      finding.role === null ? head : { ...head, opens: { kind: 'role', role: finding.role } as const },
    ),
    ...causesBehind(facts, context).flatMap((text, cause) =>
      paragraph({ id: `${id}:cause:${cause}`, text, width, token: 'dim', first: inner }),
    ),
    ...paragraph({ id: `${id}:meaning`, text: safeText(meaning(facts)), width, token: 'dim', first: inner }),
  ];
}

function signerSection(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { overview } = context.messages.detail;
  const table = signerTable(report);
  const inner = { ...context, width: Math.max(0, context.width - 2) };
  return report.trusted || report.signers.length > 0
    ? [
        ...sectionTitle('signers', overview.signers),
        ...report.signers.map((signer) => {
          const row = signerRow(signer, table, inner);
          return { ...row, id: `signer:${row.id}`, line: [...INDENT, ...row.line] };
        }),
        ...(report.signers.length > 0
          ? []
          : [{ id: 'no-signers', line: [...INDENT, { text: overview.noSigners }] }]),
      ]
    : [];
}
