import type { UnreadableKey } from '../../../operations/index.ts';

interface PanelTitles {
  readonly title: string;
  /** For a panel that is too narrow for the other. */
  readonly shortTitle: string;
}

/** The three panels on the left. */
export interface PanelMessages {
  readonly repositories: PanelTitles & {
    readonly loading: string;
    readonly failed: string;
    readonly cached: (age: string) => string;
    readonly empty: string;
  };
  readonly signers: PanelTitles & {
    readonly keysHere: (keys: number, here: number) => string;
    readonly keys: (keys: number) => string;
    readonly tags: (tags: number) => string;
    /** Nothing has been published in the signer's role. */
    readonly silent: string;
    readonly notInReleases: string;
    /** Not in releases, and never made to be: its role covers only some paths. */
    readonly restricted: string;
    readonly unusable: string;
    readonly empty: string;
    /** Nothing that says who signs could be verified. */
    readonly unknown: string;
  };
  readonly keys: PanelTitles & {
    /** The owner of a targets key, where there is no room for `repository`. */
    readonly repositoryKey: string;
    readonly signs: (roles: number) => string;
    readonly unused: string;
    /** In no repository that was opened, while others may still list it. */
    readonly unseen: string;
    readonly exposed: string;
    readonly empty: string;
    readonly unreadable: Readonly<Record<UnreadableKey['reason'], string>>;
  };
}
