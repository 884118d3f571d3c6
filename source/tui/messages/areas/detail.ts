import type { ActivityEntry, TagReport } from '../../../operations/index.ts';

/** The tabs of the detail area. */
export interface DetailMessages {
  readonly overview: OverviewMessages;
  readonly delegations: DelegationMessages;
  readonly tags: TagMessages;
  readonly roles: RoleMessages;
  readonly metadata: MetadataMessages;
  readonly activity: ActivityMessages;
}

export interface OverviewMessages {
  /** What there is, in numbers. */
  readonly contents: (counts: {
    readonly tags: number;
    readonly signers: number;
    readonly delegations: number;
  }) => string;
  /** One sentence about what the state means for people who pull. */
  readonly state: {
    readonly healthy: (tags: number) => string;
    /** The server does not answer, and nothing was wrong when it last did. */
    readonly offline: (tags: number) => string;
    readonly noTags: string;
    readonly notInitialised: string;
    readonly untrusted: string;
    /** Releases cannot be used, and the repository key vouches for no tag either. */
    readonly releasesBroken: string;
    readonly releasesExpired: string;
    /** Releases cannot be used; `tags` were signed with the repository key and can still be pulled. */
    readonly releasesBrokenButTargets: (tags: number) => string;
    readonly releasesMissing: string;
    readonly attention: (tags: number) => string;
    readonly broken: (tags: number) => string;
  };
  readonly fromServer: (when: string) => string;
  /** The server answered, but not with anything that verifies. */
  readonly answered: (when: string) => string;
  /** What this machine keeps is broken, so that there is nothing to hold an answer against. */
  readonly notAsked: string;
  readonly fromCache: (savedAt: string | null) => string;
  readonly findings: string;
  /** Where what can be done about them is found. */
  readonly findingsHint: string;
  readonly signers: string;
  readonly noSigners: string;
  readonly administration: string;
  readonly expiry: string;
  readonly server: string;
  readonly stagedChanges: (count: number) => string;
  readonly rootKey: string;
  readonly repositoryKey: string;
  readonly snapshotKey: string;
  readonly timestampKey: string;
}

export interface DelegationMessages {
  readonly none: string;
  readonly allPaths: string;
  readonly noPaths: string;
  readonly paths: (patterns: readonly string[], more: number) => string;
  readonly expires: (when: string) => string;
  readonly expired: (when: string) => string;
  readonly certificateEnds: (when: string) => string;
  readonly certificateEnded: (when: string) => string;
  readonly tags: (count: number) => string;
  readonly noKeys: string;
  readonly notPublished: string;
  /** Below a delegation that does not count. */
  readonly notChecked: string;
  /** What an unusable delegation means for people. */
  readonly meaning: (role: string) => string;
  readonly releasesMeaning: string;
}

export interface TagMessages {
  readonly headings: { readonly tag: string; readonly digest: string; readonly signers: string };
  readonly repositoryKey: string;
  /** Released, but in no signer's own role any more. */
  readonly noSigner: string;
  readonly states: Readonly<Record<TagReport['state'], string>>;
  readonly disputedBy: (signers: string) => string;
  readonly notReleased: (signers: string) => string;
  /** Instead of a digest, where none is released and those who signed hold different ones. */
  readonly differing: string;
  readonly none: string;
}

export interface RoleMessages {
  readonly headings: {
    readonly role: string;
    readonly version: string;
    readonly signatures: string;
    readonly expires: string;
    readonly source: string;
  };
  readonly notAvailable: string;
}

export interface MetadataMessages {
  readonly verified: (role: string, version: string) => string;
  readonly notVerified: (role: string, why: string) => string;
  readonly nothing: string;
}

export interface ActivityMessages {
  readonly none: string;
  readonly outcomes: Readonly<Record<ActivityEntry['outcome'], string>>;
  readonly milliseconds: (count: number) => string;
}
