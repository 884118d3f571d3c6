import type { PassphraseSource } from './key-ports.ts';
import type { ChangeProgress, RepositoryPlan } from './plan.ts';

export interface ExecuteOptions {
  readonly passphrases: PassphraseSource;
  readonly onProgress: (progress: ChangeProgress) => void;
  /**
   * Somebody else published in between: shows the plan made anew and resolves with whether to carry that out. Not asked
   * when the plan made anew does the same to the same roles.
   */
  readonly confirmNewPlan: (before: RepositoryPlan, after: RepositoryPlan) => Promise<boolean>;
  /** Canonical IDs of private keys to remove from this machine once the change that retires them is verified. */
  readonly removeKeys?: readonly string[];
  /** Aborting ends the work before the next request that changes something; never between that and its verification. */
  readonly signal: AbortSignal;
}
