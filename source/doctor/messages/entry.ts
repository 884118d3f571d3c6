import type { Explanation } from '../../operations/index.ts';

/**
 * A message of docker or notary. `{name}` in `means`, `because` and `next` stands for what the message filled in, or for
 * what has to be filled in where it said nothing; commands in `next` are in backticks, each complete.
 */
export interface MessageEntry extends Omit<Explanation, 'values'> {
  /** The same in the words of other versions, or cut short. */
  readonly also?: readonly string[];
  /**
   * `wrapper`: says where something went wrong, and another message says why, which comes first when it is known. `aside`: a remark, a
   * question or a report of progress, which explains nothing when anything else does. A cause of its own when left out.
   */
  readonly standing?: 'wrapper' | 'aside';
  /** Texts beside it that show that all is as it should be, so that there is nothing to explain. */
  readonly unless?: readonly string[];
}
