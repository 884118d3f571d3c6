import type { HealthCode, HealthFinding, RoleReport } from '../../../operations/index.ts';
import type { Phrases } from './problems.ts';

/** What a finding's sentences are made from. */
export interface FindingFacts extends Phrases {
  readonly finding: HealthFinding;
  /** The role it is about, as reported; null where it is about no role, or one that is gone. */
  readonly role: RoleReport | null;
  /** The time left or past, as short as it gets: `12 d`; empty without a date. */
  readonly span: string;
}

export interface FindingSentences {
  /** One or two words for the list of repositories. */
  readonly short: (facts: FindingFacts) => string;
  /** What is wrong, in a line. */
  readonly summary: (facts: FindingFacts) => string;
  /** What it means for people who pull or sign. */
  readonly meaning: (facts: FindingFacts) => string;
}

export type FindingMessages = { readonly [Code in HealthCode]: FindingSentences };
