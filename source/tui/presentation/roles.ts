import type { RepositoryReport, RoleReport } from '../../operations/index.ts';
import type { Line } from '../line.ts';
import { fitColumns, joinColumns } from '../widgets/columns.ts';
import { calendarDate, relativeTime } from './dates.ts';
import { expiryToken } from './expiry.ts';
import { matches } from './filter.ts';
import { causesOf } from './findings.ts';
import { type KeyLine, keyChoices, keyTable } from './key-cells.ts';
import { MARKS, verdictMark } from './marks.ts';
import { ownerName, phrasesFor } from './names.ts';
import { INDENT, paragraph } from './paragraph.ts';
import type { RowContext, RowList } from './row.ts';
import { listOf, type RowDraft } from './row-list.ts';
import { isUnpublished } from './state-sentence.ts';

const MARK = 2;
const COLUMNS = [
  { most: 40, least: 14 },
  { expendable: 2 },
  {},
  { expendable: 1 },
  { expendable: 3, extra: true },
  { expendable: 4, extra: true, grow: true },
] as const;

/** The Roles tab: version, signatures, expiry and source of every role, and below it who holds its keys. */
export function roleRows(report: RepositoryReport, context: RowContext): RowList {
  const { width } = context;
  const roles = [...report.baseRoles, ...report.delegations].filter((role) => isWanted(role, context));
  const cells = new Map(roles.map((role) => [role, roleCells(role, context)]));
  const columns = fitColumns(COLUMNS, [headingCells(context), ...cells.values()], width - MARK);
  const drawKey = keyTable(
    roles.flatMap((role) => keyLines(role, context)),
    width - 2 * MARK,
    context,
  );
  const drafts = roles.flatMap((role) => [
    roleRow(role, joinColumns(columns, cells.get(role) ?? [])),
    ...keyLines(role, context).map((line) => ({
      id: `${role.role}:${line.key.id}`,
      line: [...INDENT, ...INDENT, ...drawKey(line)],
      copy: keyChoices(line.key),
      opens: { kind: 'key', keyId: line.key.canonicalId } as const,
    })),
    ...causeRows(role, report, context),
  ]);
  const heading: Line = [...INDENT, ...joinColumns(columns, headingCells(context))];
  return listOf(drafts, width, roles.length === 0 ? undefined : heading);
}

function isWanted({ role, keys }: RoleReport, { filter, messages }: RowContext): boolean {
  return matches(filter, [role, ...keys.flatMap((key) => [ownerName(key.owner, messages), key.canonicalId])]);
}

function roleRow(role: RoleReport, line: Line): RowDraft {
  const mark = isUnpublished(role) ? MARKS.notice : verdictMark(role.usable);
  return {
    id: role.role,
    line: [mark, { text: ' ' }, ...line],
    copy: [{ kind: 'role', value: role.role }],
    opens: { kind: 'role', role: role.role },
  };
}

function headingCells({ messages }: RowContext): readonly Line[] {
  const { role, version, signatures, expires, source } = messages.detail.roles.headings;
  return [role, version, signatures, expires, '', source].map((text) => [{ text, token: 'dim' }]);
}

function roleCells(role: RoleReport, { now, messages }: RowContext): readonly Line[] {
  const { words, detail } = messages;
  const { expires, expiry, source } = role;
  return [
    [{ text: role.role, bold: true }],
    [
      role.version === null
        ? { text: detail.roles.notAvailable, token: 'dim' }
        : { text: words.version(role.version) },
    ],
    [
      {
        text: words.signatures(role.validSignatures, role.threshold),
        ...(role.validSignatures < role.threshold && !isUnpublished(role) ? { token: 'error' } : {}),
      },
    ],
    [{ text: expires === null ? '' : relativeTime(expires, now, messages), ...expiryToken(expiry) }],
    [{ text: expires === null ? '' : calendarDate(expires, messages), token: 'dim' }],
    [{ text: source === null ? '' : words[source], token: 'dim' }],
  ];
}

function keyLines(role: RoleReport, { messages }: RowContext): readonly KeyLine[] {
  return role.keys.map((key) => ({ key, first: [{ text: ownerName(key.owner, messages) }] }));
}

function causeRows(role: RoleReport, report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const first: Line = [...INDENT, ...INDENT, MARKS.error, { text: ' ' }];
  return causesOf(role, phrasesFor(report, context), context).flatMap((text, index) =>
    isUnpublished(role)
      ? []
      : paragraph({ id: `${role.role}:cause:${index}`, text, width: context.width, first }),
  );
}
