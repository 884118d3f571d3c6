import type { ActivityEntry, TagReport } from '../../../operations/index.ts';

/** The tabs of the detail area, and the full facts about one thing. */
export interface DetailMessages {
  readonly overview: OverviewMessages;
  readonly delegations: DelegationMessages;
  readonly tags: TagMessages;
  readonly roles: RoleMessages;
  readonly metadata: MetadataMessages;
  readonly activity: ActivityMessages;
  readonly facts: FactMessages;
}

export interface OverviewMessages {
  /** One sentence about what the state means for people who pull. */
  readonly state: {
    readonly healthy: (tags: number, signers: number) => string;
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
  readonly fromCache: (savedAt: string | null) => string;
  readonly findings: string;
  readonly noFindings: string;
  readonly signers: string;
  readonly noSigners: string;
  readonly administration: string;
  readonly expiry: string;
  readonly server: string;
  readonly stagedChanges: (count: number) => string;
  readonly notInReleases: string;
  readonly rootKey: string;
  readonly repositoryKey: string;
  readonly snapshotKey: string;
  readonly timestampKey: string;
  readonly lastSeen: (when: string) => string;
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
  readonly noKeys: string;
  readonly notPublished: string;
  /** What an unusable delegation means for people. */
  readonly meaning: (role: string) => string;
  readonly releasesMeaning: string;
}

export interface TagMessages {
  readonly headings: { readonly tag: string; readonly digest: string; readonly signers: string };
  readonly repositoryKey: string;
  readonly states: Readonly<Record<TagReport['state'], string>>;
  readonly disputedBy: (signers: string) => string;
  readonly notReleased: (signers: string) => string;
  readonly noDigest: string;
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
  readonly bytes: (count: number) => string;
  readonly nothing: string;
}

export interface ActivityMessages {
  readonly none: string;
  readonly outcomes: Readonly<Record<ActivityEntry['outcome'], string>>;
  readonly milliseconds: (count: number) => string;
}

/** Labels of the full facts about one key, role, tag or signer. */
export interface FactMessages {
  readonly id: string;
  readonly documentId: string;
  readonly algorithm: string;
  readonly owner: string;
  readonly location: string;
  readonly certificate: string;
  readonly certificateSpan: (name: string, from: string, until: string) => string;
  readonly file: string;
  readonly signs: string;
  readonly role: string;
  readonly version: string;
  readonly signatures: string;
  readonly expires: string;
  readonly paths: string;
  readonly keys: string;
  readonly tag: string;
  readonly digest: string;
  readonly size: string;
  readonly signers: string;
  readonly state: string;
  readonly tags: string;
  readonly repository: string;
  readonly encrypted: (encrypted: boolean) => string;
}
