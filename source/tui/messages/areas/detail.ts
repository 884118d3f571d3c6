import type { ActivityEntry, TagReport } from '../../../operations/index.ts';

/** The tabs of the detail area. */
export interface DetailMessages {
  readonly overview: OverviewMessages;
  readonly delegations: DelegationMessages;
  readonly tags: TagMessages;
  readonly roles: RoleMessages;
  readonly metadata: MetadataMessages;
  readonly activity: ActivityMessages;
  readonly key: KeyDetailMessages;
}

export interface OverviewMessages {
  /** Everything below the name: one sentence about what the state means for people who pull. */
  readonly state: {
    readonly healthy: (tags: number, signers: number) => string;
    readonly noTags: string;
    readonly notInitialised: string;
    readonly untrusted: string;
    /** Releases cannot be used and the repository key vouches for no tag either. */
    readonly releasesBroken: string;
    /** Releases cannot be used; only tags that the repository key signed can be pulled. */
    readonly releasesBrokenButTargets: (tags: number) => string;
    readonly releasesMissing: string;
    readonly attention: (tags: number) => string;
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

/** Labels of the details of one key, role or tag. */
export interface KeyDetailMessages {
  readonly id: string;
  readonly canonicalId: string;
  readonly algorithm: string;
  readonly owner: string;
  readonly location: string;
  readonly certificate: string;
  readonly usedBy: string;
}
