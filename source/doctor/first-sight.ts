import type { Examination } from '../operations/index.ts';

/**
 * Why what has ended must not be renewed unasked by a machine that never verified the repository: an attacker who serves
 * an old state, genuine but long replaced, would have it signed as the newest. Null where that cannot be.
 */
export function firstSightJudgement({ facts, seenBefore }: Examination): string | null {
  const hasEnded = facts?.baseRoles.some(({ expiry }) => expiry === 'expired') ?? false;
  return hasEnded && !seenBefore
    ? 'This machine has never verified this repository before, and cannot know whether what ended was the newest: compare the versions with somebody who does.'
    : null;
}
