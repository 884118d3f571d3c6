import { safeText } from '../../base/index.ts';
import type { RepositoryReport, RoleReport } from '../../operations/index.ts';
import { parentRole, RELEASES, TARGETS } from '../../tuf/index.ts';
import type { Span } from '../line.ts';
import { fitColumns, joinColumns } from '../widgets/columns.ts';
import { DELEGATION_COLUMNS, delegationCells } from './delegation-cells.ts';
import { delegationTree, type TreeNode } from './delegation-tree.ts';
import { matches } from './filter.ts';
import { causesOf } from './findings.ts';
import { type KeyLine, keyChoices, keyTable, placeCell } from './key-cells.ts';
import { MARKS } from './marks.ts';
import { ownerName, phrasesFor, roleLabel, shortId } from './names.ts';
import { paragraph } from './paragraph.ts';
import type { RowContext, RowList } from './row.ts';
import { blankRow, listOf, type RowDraft } from './row-list.ts';
import { isOutOfReach, isUnpublished } from './state-sentence.ts';

/** The Delegations tab: the tree below targets, who may sign what, who did, and what that means. */
export function delegationRows(report: RepositoryReport, context: RowContext): RowList {
  const { filter, width } = context;
  const shown = report.delegations.filter((role) => isWanted(role, context));
  const nodes = delegationTree(shown);
  const cells = new Map(nodes.map((node) => [node, delegationCells(node, context)]));
  const columns = fitColumns(DELEGATION_COLUMNS, [...cells.values()], width);
  const drawKey = keyTable(
    nodes.flatMap((node) => keyLines(node, context)),
    width,
    context,
  );
  const drafts = [
    ...(filter === '' ? targetsRows(report, context) : []),
    ...nodes.flatMap((node) => [
      {
        id: node.role.role,
        line: joinColumns(columns, cells.get(node) ?? []),
        copy: [{ kind: 'role', value: safeText(node.role.role) } as const],
        opens: { kind: 'role', role: node.role.role } as const,
      },
      ...keyRowsOf(node, drawKey, context),
      ...causeRows(node, report, context),
    ]),
    ...(report.trusted && report.delegations.length === 0 ? nothingDelegated(context) : []),
    ...meanings(shown, context),
  ];
  return listOf(drafts, width);
}

function isWanted({ role, keys }: RoleReport, { filter, messages }: RowContext): boolean {
  return matches(filter, [role, ...keys.flatMap((key) => [ownerName(key.owner, messages), key.canonicalId])]);
}

/** The repository's own role: the root of the tree, with the keys that may change it. */
function targetsRows(report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  const { repositoryKey } = context.messages.detail.overview;
  const keys = report.baseRoles.find(({ role }) => role === TARGETS)?.keys ?? [];
  const [first, ...others] = keys.map((key) => ({
    key,
    line: [
      { text: `${repositoryKey} ` },
      { text: shortId(key.canonicalId), token: 'accent' },
      { text: ' · ', token: 'dim' },
      placeCell(key, context),
    ] satisfies readonly Span[],
  }));
  return [
    {
      id: TARGETS,
      line: [{ text: TARGETS, bold: true }, { text: '  ' }, ...(first?.line ?? [])],
      copy: [...(first === undefined ? [] : keyChoices(first.key)), { kind: 'role', value: TARGETS }],
      opens: { kind: 'role', role: TARGETS },
    },
    ...others.map(({ key, line }) => ({
      id: `${TARGETS}:${key.id}`,
      line: [{ text: ' '.repeat(TARGETS.length + 2) }, ...line],
      copy: keyChoices(key),
      opens: { kind: 'key', keyId: key.canonicalId } as const,
    })),
  ];
}

function keyLines(node: TreeNode, { messages }: RowContext): readonly KeyLine[] {
  return node.role.keys.map((key) => ({
    key,
    first: [{ text: node.stem, token: 'dim' }, { text: ownerName(key.owner, messages) }],
  }));
}

function keyRowsOf(
  node: TreeNode,
  draw: (line: KeyLine) => RowDraft['line'],
  context: RowContext,
): readonly RowDraft[] {
  if (node.role.keys.length === 0) {
    const { noKeys } = context.messages.detail.delegations;
    return [{ id: `${node.role.role}:no-keys`, line: [{ text: node.stem + noKeys, token: 'dim' }] }];
  }
  return keyLines(node, context).map((line) => ({
    id: `${node.role.role}:${line.key.id}`,
    line: draw(line),
    copy: keyChoices(line.key),
    opens: { kind: 'key', keyId: line.key.canonicalId },
  }));
}

function causeRows(node: TreeNode, report: RepositoryReport, context: RowContext): readonly RowDraft[] {
  if (isUnpublished(node.role)) {
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

function nothingDelegated({ messages, width }: RowContext): readonly RowDraft[] {
  return paragraph({ id: 'none', text: messages.detail.delegations.none, width, token: 'dim' });
}

/** What the broken ones mean for people, releases first. */
function meanings(roles: readonly RoleReport[], { messages, width }: RowContext): readonly RowDraft[] {
  const { releasesMeaning, meaning } = messages.detail.delegations;
  const broken = roles
    .filter((role) => !(role.usable || isUnpublished(role) || isOutOfReach(role)))
    .map(({ role }) => role);
  const releasesFirst = [...broken].sort(
    (left, right) => Number(right === RELEASES) - Number(left === RELEASES),
  );
  return releasesFirst.flatMap((role, index) => [
    ...(index === 0 ? [blankRow('meaning:above')] : []),
    ...paragraph({
      id: `meaning:${role}`,
      text:
        role === RELEASES ? releasesMeaning : meaning(parentRole(role) === TARGETS ? roleLabel(role) : role),
      width,
      first: [MARKS.error, { text: ' ' }],
    }),
  ]);
}
