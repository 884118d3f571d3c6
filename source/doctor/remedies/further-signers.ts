import type { RemedyWay } from '../check.ts';
import { count } from '../words.ts';
import type { KeyHolder } from './key-holders.ts';

/** So many people anybody can choose among; a plan is made for each. */
const MOST = 20;

/** A way for each of the first holders, and one that tells how the others do the same. */
export function wayForEach(
  holders: readonly KeyHolder[],
  wayOf: (holder: KeyHolder) => RemedyWay,
  command: string,
): readonly RemedyWay[] {
  const left = holders.length - MOST;
  return [
    ...holders.slice(0, MOST).map(wayOf),
    ...(left > 0
      ? [
          {
            id: 'others',
            label: `one of ${count(left, 'more signer')}`,
            action: { kind: 'outside' } as const,
            commands: [{ tool: 'trustdeck', line: command } as const],
            steps: ['Put the signer in its place.'],
          },
        ]
      : []),
  ];
}
