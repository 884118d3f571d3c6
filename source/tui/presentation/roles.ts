import type { RepositoryReport, RoleReport } from '../../operations/index.ts';
import type { Line, Span } from '../line.ts';
import type { Messages } from '../messages/messages.ts';
import { joinColumns, type PlacedColumn, placeColumns } from '../widgets/columns.ts';
import { textWidth } from '../widgets/text-layout.ts';
import { calendarDate, relativeTime } from './dates.ts';
import { matches } from './filter.ts';
import { keyCells, keyChoices } from './key-cells.ts';
import { MARKS, verdictMark } from './marks.ts';
import { ownerName } from './names.ts';
import type { RowContext, RowList } from './row.ts';
import { listOf, type RowDraft } from './row-list.ts';
import { isUnpublished } from './state-sentence.ts';

const MARK = 2;

/** The Roles tab: version, signatures, expiry and source of every role, and below it who holds its keys. */
export function roleRows(report: RepositoryReport, context: RowContext): RowList {
  const roles = [...report.baseRoles, ...report.delegations].filter(({ role, keys }) =>
    matches(context.filter, [
      role,
      ...keys.flatMap((key) => [ownerName(key.owner, context.messages), key.canonicalId]),
    ]),
  );
  const { headings } = context.messages.detail.roles;
  const titles = [
    headings.role,
    headings.version,
    headings.signatures,
    headings.expires,
    '',
    headings.source,
  ];
  const cells = new Map(roles.map((role) => [role, roleCells(role, context)]));
  const columns = roleColumns([...cells.values(), titles.map((text) => ({ text }))], context);
  const keys = keyColumns(roles, context);
  const heading = titles.map((text): Line => [{ text, token: 'dim' }]);
  return listOf(
    roles.flatMap((role) => [
      roleRow(
        role,
        joinColumns(
          columns,
          (cells.get(role) ?? []).map((cell) => [cell]),
        ),
      ),
      ...keyRowsOf(role, keys, context),
    ]),
    context.width,
    [{ text: ' '.repeat(MARK) }, ...joinColumns(columns, heading)],
  );
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

function roleCells(role: RoleReport, { now, messages }: RowContext): readonly Span[] {
  const { words, detail } = messages;
  const { expires, expiry } = role;
  return [
    { text: role.role, bold: true },
    role.version === null
      ? { text: detail.roles.notAvailable, token: 'dim' }
      : { text: words.version(role.version) },
    {
      text: words.signatures(role.validSignatures, role.threshold),
      ...(role.usable ? {} : { token: 'error' }),
    },
    { text: expires === null ? '' : relativeTime(expires, now, messages), ...expiryToken(expiry) },
    { text: expires === null ? '' : calendarDate(expires, messages), token: 'dim' },
    { text: sourceText(role, messages), token: 'dim' },
  ];
}

function sourceText({ source }: RoleReport, { words }: Messages): string {
  return source === null ? '' : words[source];
}

function expiryToken(expiry: RoleReport['expiry']): { readonly token?: 'warning' | 'error' } {
  if (expiry === 'expired') {
    return { token: 'error' };
  }
  return expiry === 'expiring' ? { token: 'warning' } : {};
}

function roleColumns(rows: readonly (readonly Span[])[], { width }: RowContext): readonly PlacedColumn[] {
  const widest = (column: number) =>
    Math.max(0, ...rows.map((cells) => textWidth(cells[column]?.text ?? '')));
  return placeColumns(
    [
      { natural: Math.min(widest(0), 40), min: Math.min(widest(0), 14) },
      { natural: widest(1), expendable: 2 },
      { natural: widest(2) },
      { natural: widest(3), expendable: 1 },
      { natural: widest(4), expendable: 3 },
      { natural: widest(5), expendable: 4, grow: true },
    ],
    Math.max(0, width - MARK),
  );
}

function keyRowsOf(
  role: RoleReport,
  columns: readonly PlacedColumn[],
  context: RowContext,
): readonly RowDraft[] {
  return role.keys.map((key) => {
    const { owner, id, algorithm, place, certificate } = keyCells(key, context);
    return {
      id: `${role.role}:${key.id}`,
      line: [
        { text: ' '.repeat(2 * MARK) },
        ...joinColumns(columns, [[owner], [id], [algorithm], [place], [certificate]]),
      ],
      copy: keyChoices(key),
      opens: { kind: 'key', keyId: key.canonicalId },
    };
  });
}

function keyColumns(roles: readonly RoleReport[], context: RowContext): readonly PlacedColumn[] {
  const rows = roles.flatMap(({ keys }) => keys).map((key) => keyCells(key, context));
  const widest = (text: (cells: (typeof rows)[number]) => string) =>
    Math.max(0, ...rows.map((cells) => textWidth(text(cells))));
  const owner = widest((cells) => cells.owner.text);
  return placeColumns(
    [
      { natural: Math.min(owner, 30), min: Math.min(owner, 10) },
      { natural: widest((cells) => cells.id.text) },
      { natural: widest((cells) => cells.algorithm.text), expendable: 3 },
      { natural: widest((cells) => cells.place.text), expendable: 1 },
      { natural: widest((cells) => cells.certificate.text), expendable: 2, grow: true },
    ],
    Math.max(0, context.width - 2 * MARK),
  );
}
