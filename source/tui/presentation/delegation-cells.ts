import { safeText } from '../../base/index.ts';
import type { RoleReport } from '../../operations/index.ts';
import type { Line, Span } from '../line.ts';
import { calendarDate, relativeTime } from './dates.ts';
import type { TreeNode } from './delegation-tree.ts';
import { expiryToken } from './expiry.ts';
import { MARKS, verdictMark } from './marks.ts';
import type { RowContext } from './row.ts';
import { isOutOfReach, isUnpublished } from './state-sentence.ts';

/** Path prefixes written out before the rest is counted. */
const PATHS = 2;

/** Name, signatures, paths, expiry, and where there is room tags and the date. */
export const DELEGATION_COLUMNS = [
  { most: 40, least: 14 },
  {},
  { most: 40, least: 12, expendable: 2 },
  { expendable: 1 },
  { expendable: 4, extra: true },
  { expendable: 3, extra: true, grow: true },
] as const;

/** The cells of a delegation's own row in the tree. */
export function delegationCells({ role, branch, label }: TreeNode, context: RowContext): readonly Line[] {
  const { messages } = context;
  return [
    [
      { text: branch, token: 'dim' },
      { text: safeText(label), bold: true },
    ],
    stateCell(role, context),
    [{ text: pathsText(role, context), token: 'dim' }],
    [expiryCell(role, context)],
    [{ text: role.expires === null ? '' : calendarDate(role.expires, messages), token: 'dim' }],
    [{ text: role.version === null ? '' : messages.detail.delegations.tags(role.targets), token: 'dim' }],
  ];
}

function stateCell(role: RoleReport, { messages }: RowContext): Line {
  const { words, detail } = messages;
  const { threshold, validSignatures } = role;
  if (isUnpublished(role)) {
    return [MARKS.notice, { text: ` ${detail.delegations.notPublished}`, token: 'dim' }];
  }
  if (isOutOfReach(role)) {
    return [MARKS.error, { text: ` ${detail.delegations.notChecked}`, token: 'error' }];
  }
  return validSignatures < threshold
    ? [MARKS.error, { text: ` ${words.signaturesLong(validSignatures, threshold)}`, token: 'error' }]
    : [verdictMark(role.usable), { text: ` ${words.signatures(validSignatures, threshold)}` }];
}

function pathsText({ paths }: RoleReport, { messages }: RowContext): string {
  const { allPaths, noPaths, paths: some } = messages.detail.delegations;
  if (paths === null || paths.includes('')) {
    return allPaths;
  }
  const patterns = paths.slice(0, PATHS).map((path) => `${safeText(path)}*`);
  return paths.length === 0 ? noPaths : some(patterns, paths.length - patterns.length);
}

function expiryCell({ expires, expiry }: RoleReport, { now, messages }: RowContext): Span {
  if (expires === null) {
    return { text: '' };
  }
  const { expires: ends, expired } = messages.detail.delegations;
  const when = relativeTime(expires, now, messages);
  switch (expiry) {
    case 'expired':
      return { text: `${expired(when)} ${MARKS.error.text}`, ...expiryToken(expiry) };
    case 'expiring':
      return { text: `${ends(when)} ${MARKS.warning.text}`, ...expiryToken(expiry) };
    default:
      return { text: ends(when), token: 'dim' };
  }
}
