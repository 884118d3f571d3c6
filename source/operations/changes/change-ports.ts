import type { Clock } from '../../base/index.ts';
import type { Gun, KeyId, RepositoryState } from '../../tuf/index.ts';
import type { Changelist, LocalKey, MetadataCache, Remotes, StagedChange } from '../ports.ts';
import type { Session } from '../session.ts';
import type { ChangeRequest } from './change-request.ts';
import type { ChangeJournal } from './journal-port.ts';
import type { KeyVault, UnlockedKey } from './key-ports.ts';
import type { Keyring } from './keyring.ts';

/** What planning and carrying out a change works on. */
export interface ChangePorts {
  readonly session: Session;
  readonly remotes: Remotes;
  readonly cache: MetadataCache;
  readonly changelist: Changelist;
  readonly vault: KeyVault;
  readonly keyring: Keyring;
  readonly journal: ChangeJournal;
  readonly clock: Clock;
}

/** Everything that a plan for one repository depends on. */
export interface PlanInput {
  readonly gun: Gun;
  readonly request: ChangeRequest;
  /** The newest verified state; null for a repository that the server does not have. */
  readonly state: RepositoryState | null;
  readonly localKeys: readonly LocalKey[];
  /** Keys made for this plan by canonical ID, such as a new repository's: the planner names those that it takes. */
  readonly freshKeys: ReadonlyMap<KeyId, UnlockedKey>;
  /** New keys for this repository alone, should the plan need any. */
  readonly spareKeys: {
    readonly root: UnlockedKey | null;
    readonly targets: UnlockedKey | null;
    readonly snapshot: UnlockedKey | null;
  };
  readonly staged: readonly StagedChange[];
  /** Other repositories as this run or the cache knows them: where else a key counts. */
  readonly others: readonly RepositoryState[];
  readonly now: Date;
}
