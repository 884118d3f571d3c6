import { safeText } from '../../base/index.ts';
import type { RepositoryReport, RoleReport } from '../../operations/index.ts';
import { fitColumns, joinColumns } from '../widgets/columns.ts';
import { calendarDate, pastTime, relativeTime } from './dates.ts';
import { expiryToken } from './expiry.ts';
import { keyChoices, keyTable } from './key-cells.ts';
import { MARKS } from './marks.ts';
import { INDENT, paragraph, sectionTitle } from './paragraph.ts';
import type { RowContext } from './row.ts';
import type { RowDraft } from './row-list.ts';

/** Roles listed under Expiry: those that end first. */
const SOONEST = 5;

/** Who holds the keys of the repository itself. */
export function administration(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { overview } = context.messages.detail;
  const labels = new Map<string, string>([
    ['root', overview.rootKey],
    ['targets', overview.repositoryKey],
    ['snapshot', overview.snapshotKey],
    ['timestamp', overview.timestampKey],
  ]);
  const lines = report.baseRoles.flatMap(({ role, keys }) =>
    keys.map((key) => ({ role, key, first: [{ text: labels.get(role) ?? role }] })),
  );
  const draw = keyTable(lines, context.width - 2, context);
  return lines.length === 0
    ? []
    : [
        ...sectionTitle('administration', overview.administration),
        ...lines.map((line) => ({
          id: `admin:${line.role}:${line.key.id}`,
          line: [...INDENT, ...draw(line)],
          copy: keyChoices(line.key),
          opens: { kind: 'key', keyId: line.key.canonicalId } as const,
        })),
      ];
}

/** What ends first. */
export function expirySummary(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { messages, now, width } = context;
  const soonest = [...report.baseRoles, ...report.delegations]
    .flatMap((role) =>
      role.expires === null || isRenewedByServer(role) ? [] : [{ ...role, expires: role.expires }],
    )
    .sort((left, right) => left.expires.getTime() - right.expires.getTime())
    .slice(0, SOONEST);
  const rows = soonest.map(({ role, expires, expiry }) => ({
    role,
    cells: [
      [{ text: role }],
      [{ text: relativeTime(expires, now, messages), ...expiryToken(expiry) }],
      [{ text: calendarDate(expires, messages), token: 'dim' as const }],
    ],
  }));
  const columns = fitColumns(
    [{ most: 40, least: 12 }, {}, { expendable: 1, extra: true, grow: true }],
    rows.map(({ cells }) => cells),
    width - 2,
  );
  return rows.length === 0
    ? []
    : [
        ...sectionTitle('expiry', messages.detail.overview.expiry),
        ...rows.map(({ role, cells }) => ({
          id: `expiry:${role}`,
          line: [...INDENT, ...joinColumns(columns, cells)],
          copy: [{ kind: 'role', value: role } as const],
          opens: { kind: 'role', role } as const,
        })),
      ];
}

/** The server renews its own files every few days; only when it has not is there something to say. */
function isRenewedByServer({ keys, expiry }: RoleReport): boolean {
  return expiry === 'fine' && keys.length > 0 && keys.every(({ owner }) => owner?.kind === 'server');
}

/** Which server is asked and why, and how old what it said is. */
export function serverSection(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
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
    ...ageOf(report, context),
  ];
}

function ageOf(
  { freshness, trusted, failure }: RepositoryReport,
  { messages, now, width }: RowContext,
): readonly RowDraft[] {
  const { fromServer, answered, notAsked, fromCache } = messages.detail.overview;
  if (failure?.code === 'cached-root-unreadable') {
    return paragraph({ id: 'server:not-asked', text: notAsked, width, first: INDENT });
  }
  if (freshness.from === 'server') {
    const say = trusted ? fromServer : answered;
    return paragraph({
      id: 'server:fresh',
      text: say(pastTime(freshness.at, now, messages)),
      width,
      first: INDENT,
    });
  }
  const { savedAt, because } = freshness;
  const age = savedAt === null ? null : pastTime(savedAt, now, messages);
  return [
    ...paragraph({
      id: 'server:cache',
      text: fromCache(age),
      width,
      first: [...INDENT, MARKS.warning, { text: ' ' }],
    }),
    ...[because.message, because.why, because.next].flatMap((text, index) =>
      paragraph({
        id: `server:because:${index}`,
        text: safeText(text),
        width,
        token: 'dim',
        first: [...INDENT, ...INDENT],
      }),
    ),
  ];
}
