import { shellLine } from '../../base/index.ts';
import type { Examination } from '../../operations/index.ts';
import type { Remedy } from '../check.ts';

/** Publishes what is staged, or throws it away. */
export function publishOrReset({ gun }: Examination): Remedy {
  return {
    label: 'Publish what is staged, or throw it away',
    ways: [
      { id: 'publish', label: 'publish it', action: { kind: 'change', request: { kind: 'publish' } } },
      {
        id: 'reset',
        label: 'throw it away',
        action: { kind: 'reset-staged' },
        isLastResort: true,
        commands: [
          { tool: 'trustdeck', line: shellLine(['trustdeck', 'reset', gun, '--all']) },
          { tool: 'notary', line: shellLine(['notary', 'reset', gun, '--all']) },
        ],
      },
    ],
    judgement: 'Whether these changes are still wanted is for you to decide.',
  };
}
