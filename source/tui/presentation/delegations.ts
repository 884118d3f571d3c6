import { safeText } from '../../base/index.ts';
import type { RepositoryReport, RoleReport } from '../../operations/index.ts';
import { parentRole, RELEASES, TARGETS } from '../../tuf/index.ts';
import type { Line, Span } from '../line.ts';
import { joinColumns, type PlacedColumn, placeColumns } from '../widgets/columns.ts';
import { textWidth } from '../widgets/text-layout.ts';
import { relativeTime } from './dates.ts';
import { delegationTree, type TreeNode } from './delegation-tree.ts';
import { matches } from './filter.ts';
import { causesOf } from './findings.ts';
import { keyCells, keyChoices } from './key-cells.ts';
import { MARKS } from './marks.ts';
import { ownerName, phrasesFor, roleLabel } from './names.ts';
import { paragraph } from './paragraph.ts';
import type { RowContext, RowList } from './row.ts';
import { blankRow, listOf, type RowDraft } from './row-list.ts';
import { isUnpublished } from './state-sentence.ts';

/** Path prefixes written out before the rest is counted. */
const PATHS = 2;

/** The Delegations tab: the tree below targets, who may sign what, who did, and what that means. */
export function delegationRows(report: RepositoryReport, context: RowContext): RowList {
  const shown = report.delegations.filter((role) => isWanted(role, context));
  const nodes = delegationTree(shown);
  const columns = nodeColumns(nodes, context);
  const keys = keyColumns(report, nodes, context);
  const drafts = [
    ...targetsRows(report, context),
    ...nodes.flatMap((node) => [
      nodeRow(node, columns, context),
      ...keyRowsOf(node, keys, context),
      ...causeRows(node, report, context),
    ]),
    ...(report.delegations.length === 0
      ? paragraph({
          id: 'none',
          text: context.messages.detail.delegations.none,
          width: context.width,
          token: 'dim',
        })
      : []),
    ...meanings(shown, context),
  ];
  return listOf(drafts, context.width);
}

function isWanted({ role, keys }: RoleReport, { filter, messages }: RowContext): boolean {
  return matches(filter, [role, ...keys.flatMap((key) => [ownerName(key.owner, messages), key.canonicalId])]);
}

/** The repository's own role: the root of the tree, with the keys that may change it. */
function targetsRows(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { overview } = context.messages.detail;
  const keys = report.baseRoles.find(({ role }) => role === TARGETS)?.keys ?? [];
  const [first, ...others] = keys.map((key) => {
    const { id, place } = keyCells(key, context);
    return {
      key,
      line: [{ text: `${overview.repositoryKey} ` }, id, { text: ' · ', token: 'dim' as const }, place],
    };
  });
  const title: Span = { text: TARGETS, bold: true };
  const indent: Span = { text: ' '.repeat(TARGETS.length + 2) };
  return [
    {
      id: TARGETS,
      line: [title, { text: '  ' }, ...(first?.line ?? [])],
      copy: [...(first === undefined ? [] : keyChoices(first.key)), { kind: 'role', value: TARGETS }],
      opens: { kind: 'role', role: TARGETS },
    },
    ...others.map(({ key, line }) => ({
      id: `${TARGETS}:${key.id}`,
      line: [indent, ...line],
      copy: keyChoices(key),
      opens: { kind: 'key', keyId: key.canonicalId } as const,
    })),
  ];
}

function nodeRow(node: TreeNode, columns: readonly PlacedColumn[], context: RowContext): RowDraft {
  const { role } = node;
  return {
    id: role.role,
    line: joinColumns(columns, [
      [
        { text: node.branch, token: 'dim' },
        { text: safeText(node.label), bold: true },
      ],
      stateCell(role, context),
      [{ text: pathsText(role, context), token: 'dim' }],
      [expiryCell(role, context)],
    ]),
    copy: [{ kind: 'role', value: safeText(role.role) }],
    opens: { kind: 'role', role: role.role },
  };
}

function nodeColumns(nodes: readonly TreeNode[], context: RowContext): readonly PlacedColumn[] {
  const widest = (text: (node: TreeNode) => string) =>
    Math.max(0, ...nodes.map((node) => textWidth(text(node))));
  const name = widest((node) => `${node.branch}${node.label}`);
  const paths = widest(({ role }) => pathsText(role, context));
  return placeColumns(
    [
      { natural: Math.min(name, 40), min: Math.min(name, 14) },
      { natural: 2 + widest(({ role }) => stateText(role, context)) },
      { natural: Math.min(paths, 40), min: Math.min(paths, 12), expendable: 2 },
      { natural: widest(({ role }) => expiryCell(role, context).text), expendable: 1, grow: true },
    ],
    context.width,
  );
}

function stateCell(role: RoleReport, context: RowContext): Line {
  const text = stateText(role, context);
  if (isUnpublished(role)) {
    return [MARKS.notice, { text: ` ${text}`, token: 'dim' }];
  }
  return role.usable ? [MARKS.ok, { text: ` ${text}` }] : [MARKS.error, { text: ` ${text}`, token: 'error' }];
}

function stateText(role: RoleReport, { messages }: RowContext): string {
  if (isUnpublished(role)) {
    return messages.detail.delegations.notPublished;
  }
  const { signatures, signaturesLong } = messages.words;
  return (role.usable ? signatures : signaturesLong)(role.validSignatures, role.threshold);
}

function pathsText({ paths }: RoleReport, { messages }: RowContext): string {
  const { allPaths, noPaths, paths: some } = messages.detail.delegations;
  if (paths === null || paths.includes('')) {
    return allPaths;
  }
  return paths.length === 0
    ? noPaths
    : some(
        paths.slice(0, PATHS).map((path) => `${safeText(path)}*`),
        Math.max(0, paths.length - PATHS),
      );
}

function expiryCell({ expires, expiry }: RoleReport, { now, messages }: RowContext): Span {
  if (expires === null) {
    return { text: '' };
  }
  const { delegations } = messages.detail;
  const when = relativeTime(expires, now, messages);
  switch (expiry) {
    case 'expired':
      return { text: `${delegations.expired(when)} ✗`, token: 'error' };
    case 'expiring':
      return { text: `${delegations.expires(when)} !`, token: 'warning' };
    default:
      return { text: delegations.expires(when), token: 'dim' };
  }
}

function keyRowsOf(
  node: TreeNode,
  columns: readonly PlacedColumn[],
  context: RowContext,
): readonly RowDraft[] {
  const stem: Span = { text: node.stem, token: 'dim' };
  if (node.role.keys.length === 0) {
    const { noKeys } = context.messages.detail.delegations;
    return [{ id: `${node.role.role}:no-keys`, line: [stem, { text: noKeys, token: 'dim' }] }];
  }
  return node.role.keys.map((key) => {
    const { owner, id, algorithm, place, certificate } = keyCells(key, context);
    return {
      id: `${node.role.role}:${key.id}`,
      line: joinColumns(columns, [[stem, owner], [id], [algorithm], [place], [certificate]]),
      copy: keyChoices(key),
      opens: { kind: 'key', keyId: key.canonicalId },
    };
  });
}

function keyColumns(
  report: RepositoryReport,
  nodes: readonly TreeNode[],
  context: RowContext,
): readonly PlacedColumn[] {
  const cells = report.delegations.flatMap(({ keys }) => keys).map((key) => keyCells(key, context));
  const widest = (text: (cell: (typeof cells)[number]) => string) =>
    Math.max(0, ...cells.map((cell) => textWidth(text(cell))));
  const stem = Math.max(0, ...nodes.map((node) => textWidth(node.stem)));
  const owner = stem + widest(({ owner }) => owner.text);
  return placeColumns(
    [
      { natural: Math.min(owner, 40), min: Math.min(owner, 14) },
      { natural: widest(({ id }) => id.text) },
      { natural: widest(({ algorithm }) => algorithm.text), expendable: 3 },
      { natural: widest(({ place }) => place.text), expendable: 1 },
      { natural: widest(({ certificate }) => certificate.text), expendable: 2, grow: true },
    ],
    context.width,
  );
}

function causeRows(node: TreeNode, report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  if (node.role.usable || isUnpublished(node.role)) {
    return [];
  }
  const stem: Span = { text: node.stem, token: 'dim' };
  return causesOf(node.role, phrasesFor(report, context), context).flatMap((text, index) =>
    paragraph({
      id: `${node.role.role}:cause:${index}`,
      text,
      width: context.width,
      first: [stem, MARKS.error, { text: ' ' }],
      rest: [stem, { text: '  ' }],
    }),
  );
}

function meanings(roles: readonly RoleReport[], { messages, width }: RowContext): readonly RowDraft[] {
  const { releasesMeaning, meaning } = messages.detail.delegations;
  const broken = roles.filter((role) => !role.usable && !isUnpublished(role));
  const worstFirst = [...broken].sort(
    (left, right) => Number(right.role === RELEASES) - Number(left.role === RELEASES),
  );
  return worstFirst.flatMap(({ role }, index) => [
    ...(index === 0 ? [blankRow('meaning:above')] : []),
    ...paragraph({
      id: `meaning:${role}`,
      text:
        role === RELEASES
          ? releasesMeaning
          : meaning(safeText(parentRole(role) === TARGETS ? roleLabel(role) : role)),
      width,
      first: [MARKS.error, { text: ' ' }],
    }),
  ]);
}
