import type { KeyId } from '../../tuf/index.ts';
import type { PassphraseSource } from './key-ports.ts';
import type { ChangeProgress, RepositoryPlan } from './plan.ts';

/** What became of a private key that was to be removed. */
export interface RetiredKey {
  /** Canonical. */
  readonly keyId: KeyId;
  /** Why it stays on this machine; null for one that is gone. */
  readonly kept: 'not-verified' | 'still-used' | 'not-retired' | null;
}

export interface ExecuteOptions {
  readonly passphrases: PassphraseSource;
  readonly onProgress: (progress: ChangeProgress) => void;
  /**
   * Somebody else published in between: shows the plan made anew and resolves with whether to carry that out. Not asked
   * when the plan made anew does the same to the same roles.
   */
  readonly confirmNewPlan: (before: RepositoryPlan, after: RepositoryPlan) => Promise<boolean>;
  /**
   * Nobody has agreed to it: it was judged to need nobody, by all that the repository held then. Once others have
   * published it fails with `plan-outdated`, to be judged again, although the plan may come to the same.
   */
  readonly unasked?: boolean;
  /** Canonical IDs of private keys to remove from this machine once the change that retires them is verified. */
  readonly removeKeys?: readonly string[];
  /** Told at the end what became of each of `removeKeys` that is here, or was. */
  readonly onRetiredKeys?: (keys: readonly RetiredKey[]) => void;
  /** Aborting ends the work before the next request that changes something; never between that and its verification. */
  readonly signal: AbortSignal;
}
