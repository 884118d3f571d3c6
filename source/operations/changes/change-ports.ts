import type { Clock } from '../../base/index.ts';
import type { Gun, KeyId, RepositoryState, RoleName, TargetsDocument, TufKey } from '../../tuf/index.ts';
import type { Changelist, LocalKey, MetadataCache, Remotes, StagedChange } from '../ports.ts';
import type { Session } from '../session.ts';
import type { ChangeRequest } from './change-request.ts';
import type { ChangeJournal } from './journal-port.ts';
import type { KeyVault } from './key-ports.ts';
import type { KeyWork } from './key-work.ts';
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
  /** Files that keys of requests were read from, as a person named them, by the ID that the file gives the key. */
  readonly keyPaths?: ReadonlyMap<KeyId, string>;
  /** Makes the ID of a run in the journal; never the same one twice. */
  readonly newRunId: () => string;
}

/** What changes things, for the composition root to open when it is first needed: reading loads none of it. */
export interface ChangeTools {
  readonly ports: ChangePorts;
  readonly keyWork: KeyWork;
}

/** A key made for a plan, as far as planning needs to know it: its private half may be locked by now. */
export interface NewKey {
  /** The plain public key. */
  readonly key: TufKey;
  readonly algorithm: string;
}

/** A key that an older version of a repository named for a role. */
export interface FormerKey {
  readonly role: RoleName;
  readonly key: TufKey;
  /** Whose it was then; null when no signer had it. */
  readonly signer: string | null;
}

/** Everything that a plan for one repository depends on. */
export interface PlanInput {
  readonly gun: Gun;
  readonly request: ChangeRequest;
  /** The newest verified state; null for a repository that the server does not have. */
  readonly state: RepositoryState | null;
  readonly localKeys: readonly LocalKey[];
  /** Keys made for this plan by canonical ID, such as a new repository's: the planner names those that it takes. */
  readonly freshKeys: ReadonlyMap<KeyId, NewKey>;
  /** New keys for this repository alone, should the plan need any. */
  readonly spareKeys: {
    readonly root: NewKey | null;
    readonly targets: NewKey | null;
    readonly snapshot: NewKey | null;
  };
  readonly staged: readonly StagedChange[];
  /** As `ChangePorts.keyPaths`. */
  readonly keyPaths?: ReadonlyMap<KeyId, string>;
  /** Versions at the server of roles whose documents the state lacks; for `DraftOptions.knownVersions`. */
  readonly knownVersions?: ReadonlyMap<RoleName, number>;
  /** Where known keys have not signed what is to be signed again: those that older versions of the repository name. */
  readonly formerKeys?: readonly FormerKey[];
  /** Of roles whose content is shown, the documents in the cache, as parsed: nothing else is known of them. */
  readonly cachedRoles?: ReadonlyMap<RoleName, TargetsDocument>;
  /** Other repositories as this run or the cache knows them: where else a key counts. */
  readonly others: readonly RepositoryState[];
  readonly now: Date;
}
