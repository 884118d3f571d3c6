import type { KeyOwner } from '../../../operations/index.ts';
import type { SignatureRefusal, TufProblem, TufProblemCode } from '../../../tuf/index.ts';

/** How sentences name people, keys and times; worked out from a report, in the language of the catalogue. */
export interface Phrases {
  /** `in 12 days`, `3 years ago`. */
  readonly when: (date: Date) => string;
  /** `2026-12-05`. */
  readonly date: (date: Date) => string;
  /** `jeff's key 5570b88`. */
  readonly key: (keyId: string) => string;
  /** `a, b and 3 more`. */
  readonly list: (items: readonly string[]) => string;
}

/** One sentence for every problem that the engine can name: what is wrong, not its code. */
export type ProblemMessages = {
  readonly [Code in TufProblemCode]: (
    problem: Extract<TufProblem, { readonly code: Code }>,
    phrases: Phrases,
  ) => string;
};

/** Why a signature does not count, for each refusal; `owner` is null where nobody is known for the key. */
export type RefusalMessages = {
  readonly [Refusal in SignatureRefusal]: (owner: KeyOwner | null, shortId: string) => string;
};
