import type { Sha256Hex } from '../base/index.ts';
import type {
  FileMeta,
  Gun,
  KeyId,
  RepositoryState,
  RoleName,
  SignatureRefusal,
  TufKey,
  TufProblem,
} from '../tuf/index.ts';
import type { ErrorReport } from './error-report.ts';
import type { Health } from './findings.ts';
import type { LocalKey, ServerChoice } from './ports.ts';

/** Whose key it is, as far as the metadata and the key files tell. */
export type KeyOwner =
  | { readonly kind: 'signer'; readonly name: string }
  /** Root role. */
  | { readonly kind: 'root' }
  /** Targets role; docker calls it the repository key. */
  | { readonly kind: 'repository' }
  /** Snapshot or timestamp key whose private half is not on this machine. */
  | { readonly kind: 'server' }
  /** Only the local key file names somebody. */
  | { readonly kind: 'local'; readonly name: string };

export interface CertificateReport {
  readonly commonName: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface KeyReport {
  /** As documents refer to it. */
  readonly id: KeyId;
  /** As private key files, `notary` and docker's signer lists call it. */
  readonly canonicalId: KeyId;
  /** Such as `ecdsa-p256`, `rsa-2048`, `ed25519`; the written key type when it is unknown. */
  readonly algorithm: string;
  readonly certificate: CertificateReport | null;
  readonly owner: KeyOwner | null;
  readonly onThisMachine: boolean;
}

/** One signature on a role and what it is worth. */
export interface SignatureReport {
  readonly keyId: string;
  readonly valid: boolean;
  readonly refusal: SignatureRefusal | null;
  readonly owner: KeyOwner | null;
}

export type ExpiryState = 'fine' | 'expiring' | 'expired' | 'unknown';

export interface RoleReport {
  readonly role: RoleName;
  /** 0 for the base roles, 1 for `targets/x`, 2 for `targets/x/y`. */
  readonly depth: number;
  readonly usable: boolean;
  readonly problems: readonly TufProblem[];
  readonly threshold: number;
  readonly validSignatures: number;
  readonly keys: readonly KeyReport[];
  readonly signatures: readonly SignatureReport[];
  /** Path prefixes; null for base roles. */
  readonly paths: readonly string[] | null;
  readonly version: number | null;
  readonly expires: Date | null;
  readonly expiry: ExpiryState;
  /** Number of targets in the role's own file. */
  readonly targets: number;
  readonly source: 'server' | 'cache' | null;
}

export interface SignerReport {
  readonly name: string;
  readonly role: RoleName;
  readonly keys: readonly KeyReport[];
  /** At least one of the keys is in `targets/releases`, so that the signer can release. */
  readonly inReleases: boolean;
  /** The role covers only some paths, as docker never makes it: made by hand, perhaps not meant for pulls at all. */
  readonly restricted: boolean;
  readonly usable: boolean;
  /** Tags in the signer's own role. */
  readonly tags: number;
}

/** A tag in one role. */
export interface TagEntry extends FileMeta {
  readonly role: RoleName;
}

export interface TagReport {
  readonly name: string;
  /** The released digest: from `targets/releases`, else `targets`, as a pull finds it; null when only signers hold the tag. */
  readonly digest: Sha256Hex | null;
  readonly length: number | null;
  /** Names of the signers whose own role holds the released digest; empty means the repository key alone. */
  readonly signers: readonly string[];
  /** `released`, `disputed` when a signer's role has another digest, `not-released` when only signers hold it. */
  readonly state: 'released' | 'disputed' | 'not-released';
  readonly entries: readonly TagEntry[];
}

/** The second half of a signer's rotation that is still to be done: the old keys may go. */
export interface UnfinishedRotation {
  readonly signer: string;
  readonly role: RoleName;
  readonly newKey: TufKey;
  /** Canonical IDs. */
  readonly oldKeys: readonly KeyId[];
}

/** Where the data came from, so that nothing old passes for new. */
export type Freshness =
  | { readonly from: 'server'; readonly at: Date }
  /** The server did not answer; verified data of an earlier run is shown. */
  | { readonly from: 'cache'; readonly savedAt: Date | null; readonly because: ErrorReport };

/** A repository ready to be shown: derived from one update, by CLI and app alike. */
export interface RepositoryFacts {
  readonly gun: Gun;
  readonly server: ServerChoice;
  readonly freshness: Freshness;
  readonly trusted: boolean;
  readonly failure: TufProblem | null;
  /** Root, targets, snapshot, timestamp, in docker's order of importance. */
  readonly baseRoles: readonly RoleReport[];
  /** Delegations, parents before children. */
  readonly delegations: readonly RoleReport[];
  readonly signers: readonly SignerReport[];
  /** In natural order of their names. */
  readonly tags: readonly TagReport[];
  readonly stagedChanges: number;
  readonly unfinishedRotations: readonly UnfinishedRotation[];
  /** The verified state itself, for raw metadata. */
  readonly state: RepositoryState;
}

/** The same with what the doctor finds in it. */
export interface RepositoryReport extends RepositoryFacts {
  readonly health: Health;
}

/** A private key on this machine and where it counts. */
export interface KeyInventoryEntry extends LocalKey {
  /** null while it is only known by its file and no known repository holds the public key. */
  readonly algorithm: string | null;
  readonly owner: KeyOwner | null;
  readonly usedBy: readonly { readonly gun: Gun; readonly role: RoleName }[];
}
