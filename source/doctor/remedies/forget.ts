import type { RemedyWay } from '../check.ts';

/**
 * Takes this machine's memory of a repository away, and with it the protection against whoever put another in its place:
 * the steps come first, and it is never automatic.
 */
export function forgetting(steps: readonly string[]): RemedyWay {
  return {
    id: 'forget',
    label: 'forget what this machine has verified, once you know that the change is legitimate',
    action: { kind: 'change', request: { kind: 'delete', remote: false } },
    steps,
    isLastResort: true,
  };
}

export const ASK_WHAT_CHANGED =
  'Ask the owner of the repository and whoever runs the server what changed, by another way than this server.';
export const COMPARE_ROOT =
  'Have the owner tell you the ID of the root key, and compare it with what the server offers before you trust it.';
