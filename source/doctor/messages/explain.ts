import type { Explanation } from '../../operations/index.ts';

/** What a pasted line of docker or notary means, the best match first; empty when nothing is known. */
export function explain(_message: string): readonly Explanation[] {
  return [];
}
