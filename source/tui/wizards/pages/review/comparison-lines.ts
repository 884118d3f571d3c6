import { safeText } from '../../../../base/index.ts';
import type { PlannedComparison, PlannedRole } from '../../../../operations/index.ts';
import type { Line } from '../../../line.ts';
import type { Asked } from '../../definition.ts';
import { bodyColumns } from '../frame.ts';
import { sentence } from '../text.ts';
import { type Change, changeLines } from './change-lines.ts';

/** What differs in content that somebody is about to vouch for, whole; one line where nothing does. */
export function comparisonLines(asked: Asked, role: PlannedRole): readonly Line[] {
  return (role.comparisons ?? []).flatMap((compared) => {
    const changes = changesIn(asked, compared);
    const text = headOf(asked, compared, changes.length > 0);
    const token = changes.length > 0 ? 'warning' : 'dim';
    return [
      ...sentence(text, bodyColumns(asked.app), { indent: 4, token }),
      ...changes.flatMap((change) => changeLines(asked, change, true)),
    ];
  });
}

function headOf({ words: { review } }: Asked, { with: other }: PlannedComparison, differs: boolean): string {
  const { comparisons } = review;
  if (other.kind === 'signers') {
    return differs ? comparisons.notBySigners : comparisons.allBySigners;
  }
  return differs ? comparisons.sinceVerified(other.version) : comparisons.sameAsVerified(other.version);
}

function changesIn(
  { words: { review } }: Asked,
  { targetChanges, delegations }: PlannedComparison,
): readonly Change[] {
  return [
    ...targetChanges.map(({ action, name, from, to }) => ({
      action,
      text: safeText(name),
      note: [from, to].filter((digest) => digest !== null).join(' → '),
    })),
    ...delegations.map(
      (role) => ({ action: 'changed', text: review.comparisons.role(safeText(role)) }) as const,
    ),
  ];
}
