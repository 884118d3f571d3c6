import type { SignedPart } from './build-documents.ts';
import type { Gun } from './gun.ts';
import type { TufKey } from './key.ts';
import type { RootBody, SnapshotDocument, TargetsBody } from './metadata.ts';
import type { RoleName } from './role-name.ts';
import type { SigningRule } from './verify.ts';

export interface DraftOptions {
  /** Expiries count from here. */
  readonly now: Date;
  /** The newest versions at the server of roles that the state has no document of; see `unknownVersions`. */
  readonly knownVersions?: ReadonlyMap<RoleName, number>;
}

/** A new version of one document, still to be signed. */
export interface DraftDocument {
  readonly role: RoleName;
  /** The version that it replaces, be it readable by its signatures or not; null when it is the first. */
  readonly from: number | null;
  readonly version: number;
  readonly expires: Date;
  readonly signed: SignedPart;
  /**
   * Who has to sign it, each rule by itself: keys and threshold of the role as they are after all edits; for a root
   * with other root keys also those of the root before it.
   */
  readonly rules: readonly SigningRule[];
  /** Carries on content that not enough keys of the role have signed: signing it adopts what nobody vouches for. */
  readonly adopted: boolean;
}

/** A repository with edits applied: what is to be signed and published in one request. */
export interface RepositoryDraft {
  readonly gun: Gun;
  readonly now: Date;
  /** What holds after the edits. */
  readonly root: RootBody;
  readonly targets: TargetsBody;
  /** Content of every delegation that has a document after the edits; others are only named by their parents. */
  readonly delegations: ReadonlyMap<RoleName, TargetsBody>;
  /** What changes, root first, then parents before children; empty when the edits change nothing. No snapshot. */
  readonly documents: readonly DraftDocument[];
  /** Delegations that are gone, with those below them. */
  readonly removed: readonly RoleName[];
  /**
   * Delegated to anew, without a document in this draft, while the snapshot still lists the last file of the same name:
   * that one counts again if the keys are those that signed it (facts 6.2).
   */
  readonly revived: readonly RoleName[];
  /**
   * Roles drafted as their first version although the snapshot lists a file of theirs. The server refuses these: fetch
   * the listed file and draft again with its version in `knownVersions`.
   */
  readonly unknownVersions: readonly RoleName[];
  /** The snapshot that is replaced; null in a new repository, or when it could not be read. */
  readonly snapshot: SnapshotDocument | null;
  /** The server has nothing of the repository yet. */
  readonly isNew: boolean;
  /** The keys that root names for the snapshot; whoever holds one signs it, else the server does. */
  readonly snapshotKeys: readonly TufKey[];
}

/** A signed file as the server is to store it. */
export interface SignedFile {
  readonly role: RoleName;
  readonly bytes: Uint8Array;
}
