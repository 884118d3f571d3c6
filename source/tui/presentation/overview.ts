import { safeText } from '../../base/index.ts';
import type { RepositoryReport } from '../../operations/index.ts';
import { nameFindings } from './findings.ts';
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

/** What is wrong in one sentence each: the Doctor tab has why, what it means and what can be done. */
function findingRows({ gun, health }: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { messages, width } = context;
  return health.findings.length === 0
    ? []
    : [
        ...sectionTitle('findings', messages.detail.overview.findings),
        ...nameFindings(health.findings, (finding) => finding).flatMap(({ id, item }) =>
          paragraph({
            id: `finding:${id}`,
            text: safeText(item.summary),
            width,
            first: [...INDENT, healthMark(item.level), { text: ' ' }],
          }).map((row) => ({
            ...row,
            opens: { kind: 'finding', id } as const,
            finding: { gun, finding: item, way: null },
          })),
        ),
        ...paragraph({
          id: 'findings:hint',
          text: messages.detail.overview.findingsHint,
          width,
          token: 'dim',
          first: [...INDENT, ...INDENT],
        }).map((row) => ({ ...row, copy: [], inert: true })),
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
