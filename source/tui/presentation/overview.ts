import { safeText } from '../../base/index.ts';
import type { KeyReport, RepositoryReport, RoleReport } from '../../operations/index.ts';
import { RELEASES } from '../../tuf/index.ts';
import type { Line } from '../line.ts';
import { joinColumns, placeColumns } from '../widgets/columns.ts';
import { cutTextStart, textWidth } from '../widgets/text-layout.ts';
import { calendarDate, relativeTime } from './dates.ts';
import { causesOf, findingFacts } from './findings.ts';
import { keyCells, keyChoices } from './key-cells.ts';
import { healthMark, MARKS } from './marks.ts';
import { phrasesFor, roleLabel } from './names.ts';
import { paragraph, sectionTitle } from './paragraph.ts';
import type { RowContext, RowList } from './row.ts';
import { listOf, type RowDraft } from './row-list.ts';
import { nameWidth, signerRow } from './signers.ts';
import { stateOf } from './state-sentence.ts';

const INDENT: Line = [{ text: '  ' }];
/** Roles listed under Expiry: those that end first. */
const SOONEST = 5;

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
  return [
    {
      id: 'gun',
      line: [{ text: cutTextStart(safeText(report.gun), context.width), token: 'title', bold: true }],
      copy: [{ kind: 'gun', value: safeText(report.gun) }],
    },
    ...paragraph({
      id: 'state',
      text: sentence,
      width: context.width,
      first: [healthMark(level), { text: ' ' }],
    }),
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
  const { messages, width } = context;
  if (report.health.findings.length === 0) {
    return [];
  }
  const phrases = phrasesFor(report, context);
  const rows = report.health.findings.flatMap((finding, index) => {
    const facts = findingFacts(finding, report, context);
    const { summary, meaning } = messages.findings[finding.code];
    const id = `finding:${index}`;
    const inner: Line = [{ text: '    ' }];
    const causes = facts.role === null ? [] : causesOf(facts.role, phrases, context);
    const [head, ...more] = paragraph({
      id,
      text: safeText(summary(facts)),
      width,
      bold: true,
      first: [...INDENT, healthMark(finding.level), { text: ' ' }],
    });
    return [
      ...(head === undefined
        ? []
        : [
            {
              ...head,
              opens: finding.role === null ? null : ({ kind: 'role', role: finding.role } as const),
            },
          ]),
      ...more,
      ...causes.flatMap((text, cause) =>
        paragraph({ id: `${id}:cause:${cause}`, text, width, first: inner }),
      ),
      ...paragraph({
        id: `${id}:meaning`,
        text: safeText(meaning(facts)),
        width,
        token: 'dim',
        first: inner,
      }),
    ];
  });
  return [...sectionTitle('findings', messages.detail.overview.findings), ...rows];
}

function signerSection(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { overview } = context.messages.detail;
  const widest = nameWidth(report.signers);
  const inner = { ...context, width: Math.max(0, context.width - 2) };
  return report.trusted || report.signers.length > 0
    ? [
        ...sectionTitle('signers', overview.signers),
        ...report.signers.map((signer) => {
          const row = signerRow(signer, widest, inner);
          return { ...row, id: `signer:${row.id}`, line: [...INDENT, ...row.line] };
        }),
        ...(report.signers.length > 0
          ? []
          : [{ id: 'no-signers', line: [...INDENT, { text: overview.noSigners }] }]),
      ]
    : [];
}

function administration(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { overview } = context.messages.detail;
  const labels = new Map<string, string>([
    ['root', overview.rootKey],
    ['targets', overview.repositoryKey],
    ['snapshot', overview.snapshotKey],
    ['timestamp', overview.timestampKey],
  ]);
  const keys = report.baseRoles.flatMap((role) =>
    role.keys.map((key) => ({ key, label: labels.get(role.role) ?? role.role, role: role.role })),
  );
  if (keys.length === 0) {
    return [];
  }
  const cells = keys.map(({ key, label }) => {
    const { id, algorithm, place, certificate } = keyCells(key, context);
    return [{ text: label }, id, algorithm, place, certificate];
  });
  const widest = (column: number) => Math.max(0, ...cells.map((row) => textWidth(row[column]?.text ?? '')));
  const placed = placeColumns(
    [
      { natural: widest(0), min: 8 },
      { natural: widest(1) },
      { natural: widest(2), expendable: 2 },
      { natural: widest(3), expendable: 1 },
      { natural: widest(4), expendable: 3, grow: true },
    ],
    Math.max(0, context.width - 2),
  );
  return [
    ...sectionTitle('administration', overview.administration),
    ...keys.map(({ key, role }, index) => ({
      id: `admin:${role}:${key.id}`,
      line: [
        ...INDENT,
        ...joinColumns(
          placed,
          (cells[index] ?? []).map((cell) => [cell]),
        ),
      ],
      copy: keyChoices(key),
      opens: { kind: 'key', keyId: key.canonicalId } as const,
    })),
  ];
}

function expirySummary(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { messages, now } = context;
  const soonest = [...report.baseRoles, ...report.delegations]
    .flatMap((role) =>
      role.expires === null || isRenewedByServer(role) ? [] : [{ role, expires: role.expires }],
    )
    .sort((left, right) => left.expires.getTime() - right.expires.getTime())
    .slice(0, SOONEST);
  if (soonest.length === 0) {
    return [];
  }
  const cells = soonest.map(({ role, expires }) => [
    { text: role.role === RELEASES ? roleLabel(role.role) : role.role },
    { text: relativeTime(expires, now, messages), ...expiryToken(role) },
    { text: calendarDate(expires, messages), token: 'dim' as const },
  ]);
  const widest = (column: number) => Math.max(0, ...cells.map((row) => textWidth(row[column]?.text ?? '')));
  const placed = placeColumns(
    [
      { natural: widest(0), min: Math.min(widest(0), 12) },
      { natural: widest(1) },
      { natural: widest(2), expendable: 1, grow: true },
    ],
    Math.max(0, context.width - 2),
  );
  return [
    ...sectionTitle('expiry', messages.detail.overview.expiry),
    ...soonest.map(({ role }, index) => ({
      id: `expiry:${role.role}`,
      line: [
        ...INDENT,
        ...joinColumns(
          placed,
          (cells[index] ?? []).map((cell) => [cell]),
        ),
      ],
      copy: [{ kind: 'role', value: role.role } as const],
      opens: { kind: 'role', role: role.role } as const,
    })),
  ];
}

/** The server renews its own files every few days; only when it has not is there something to say. */
function isRenewedByServer({ keys, expiry }: RoleReport): boolean {
  return (
    expiry === 'fine' && keys.length > 0 && keys.every(({ owner }: KeyReport) => owner?.kind === 'server')
  );
}

function expiryToken({ expiry }: RoleReport): { readonly token?: 'warning' | 'error' } {
  if (expiry === 'expired') {
    return { token: 'error' };
  }
  return expiry === 'expiring' ? { token: 'warning' } : {};
}

function serverSection(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { messages, width } = context;
  const url = safeText(report.server.url);
  return [
    ...sectionTitle('server', messages.detail.overview.server),
    {
      id: 'server:url',
      line: [...INDENT, { text: url, token: 'accent' }],
      copy: [{ kind: 'text', value: url }],
    },
    ...paragraph({
      id: 'server:reason',
      text: messages.words.serverReason[report.server.reason],
      width,
      token: 'dim',
      first: INDENT,
    }),
    ...freshness(report, context),
  ];
}

function freshness({ freshness }: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { messages, now, width } = context;
  const { fromServer, fromCache } = messages.detail.overview;
  if (freshness.from === 'server') {
    return paragraph({
      id: 'server:fresh',
      text: fromServer(relativeTime(freshness.at, now, messages)),
      width,
      first: INDENT,
    });
  }
  const age = freshness.savedAt === null ? null : relativeTime(freshness.savedAt, now, messages);
  const { message, why, next } = freshness.because;
  return [
    ...paragraph({
      id: 'server:cache',
      text: fromCache(age),
      width,
      first: [...INDENT, MARKS.warning, { text: ' ' }],
    }),
    ...[message, why, next].flatMap((text, index) =>
      paragraph({
        id: `server:because:${index}`,
        text: safeText(text),
        width,
        token: 'dim',
        first: [{ text: '    ' }],
      }),
    ),
  ];
}
