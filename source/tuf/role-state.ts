import type { Gun } from './gun.ts';
import type { KeyId, TufKey } from './key.ts';
import type {
  MetadataDocument,
  RootDocument,
  SnapshotDocument,
  TargetsDocument,
  TimestampDocument,
} from './metadata.ts';
import type { TufProblem } from './problem.ts';
import type { RoleName } from './role-name.ts';

/** Why a signature does not count. */
export type SignatureRefusal =
  /** The signing key is not, or no longer, among the role's keys. */
  | 'key-not-in-role'
  | 'unknown-key-type'
  | 'unknown-method'
  /** The method does not go with the type of the key. */
  | 'method-mismatch'
  | 'malformed-signature'
  | 'wrong-signature'
  /** RSA below 2048 bits, or a curve that is not accepted. */
  | 'weak-key'
  | 'malformed-key'
  /** The certificate around the key does not count (root role only). */
  | 'certificate-refused'
  /** The same public key has signed already, under this or another ID. */
  | 'repeated-key';

/** What became of one signature: the evidence behind every count. */
export interface SignatureVerdict {
  /** As written in the document; a key ID only when it is one. */
  readonly keyId: string;
  readonly method: string;
  readonly valid: boolean;
  /** null exactly when `valid`. */
  readonly refusal: SignatureRefusal | null;
}

/** Everything known about one role after an update: shown as it is, trusted only when `usable`. */
export interface RoleState<Document = MetadataDocument<unknown>> {
  readonly role: RoleName;
  /**
   * Verified from the root down to here, and not expired. A base role before it may have expired, so that `trusted`
   * decides about the whole; an expired parent makes its delegations unusable.
   */
  readonly usable: boolean;
  /** Why it is not usable, worst first; empty exactly when it is. */
  readonly problems: readonly TufProblem[];
  /** The keys that may sign it, as root or parent list them. */
  readonly keys: readonly TufKey[];
  /** Key IDs that root or parent name without giving the key. */
  readonly missingKeys: readonly KeyId[];
  readonly threshold: number;
  /** Path prefixes after restriction by the parents' (facts 1.2); null for the base roles. */
  readonly paths: readonly string[] | null;
  readonly signatures: readonly SignatureVerdict[];
  /** Distinct public keys of the role with a valid signature. */
  readonly validSignatures: number;
  /** The content; null when nothing could be fetched or parsed. Not trustworthy unless `usable`. */
  readonly document: Document | null;
  /** Where the bytes came from; null without any. */
  readonly source: 'server' | 'cache' | null;
}

/**
 * What the server said when it was asked for the newest state: `missing` while a cache exists means that the
 * repository may have been deleted; `not-asked` that the cached root alone stopped the update.
 */
export type RemoteAnswer = 'answered' | 'missing' | 'unavailable' | 'not-asked';

/** The result of the update chain for one repository: one value per role, nothing hidden by what is broken. */
export interface RepositoryState {
  readonly gun: Gun;
  /** Root, timestamp, snapshot and targets all usable. Where false, nothing here may be acted on. */
  readonly trusted: boolean;
  /** The first problem that broke the chain; null exactly when `trusted`. */
  readonly failure: TufProblem | null;
  readonly root: RoleState<RootDocument>;
  readonly timestamp: RoleState<TimestampDocument>;
  readonly snapshot: RoleState<SnapshotDocument>;
  readonly targets: RoleState<TargetsDocument>;
  /** Every delegation reachable from targets, parents before children, as listed. */
  readonly delegations: ReadonlyMap<RoleName, RoleState<TargetsDocument>>;
  /** The timestamp came from the server in this update, so that the state is the newest there is. */
  readonly fresh: boolean;
  readonly remote: RemoteAnswer;
  /**
   * What came from the server and belongs in the cache, in the order in which it was verified; empty unless
   * `trusted`. Files taken from the cache are not repeated, so that its age stays true while the server is away.
   */
  readonly accepted: readonly AcceptedFile[];
}

export interface AcceptedFile {
  readonly role: RoleName;
  readonly bytes: Uint8Array;
}
