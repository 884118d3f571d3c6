import { ACCESS } from './entries/access.ts';
import { THRESHOLDS } from './entries/thresholds.ts';
import type { MessageEntry } from './entry.ts';
import { type Pattern, pattern } from './pattern.ts';

/** Every message that can be explained, by topic. */
export const MESSAGES: readonly MessageEntry[] = [...THRESHOLDS, ...ACCESS];

export interface Known {
  readonly entry: MessageEntry;
  /** The message, then its other wordings. */
  readonly patterns: readonly Pattern[];
}

let known: readonly Known[] | null = null;

/** The catalogue, ready to be searched; made when it is first needed. */
export function catalogue(): readonly Known[] {
  known ??= MESSAGES.map((entry) => ({
    entry,
    patterns: [entry.message, ...(entry.also ?? [])].map(pattern),
  }));
  return known;
}
