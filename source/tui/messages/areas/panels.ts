import type { UnreadableKey } from '../../../operations/index.ts';

/** The three panels on the left. */
export interface PanelMessages {
  readonly repositories: {
    readonly title: string;
    readonly loading: string;
    readonly failed: string;
    readonly cached: (age: string) => string;
    readonly empty: string;
  };
  readonly signers: {
    readonly title: string;
    readonly keysHere: (keys: number, here: number) => string;
    readonly keys: (keys: number) => string;
    readonly tags: (tags: number) => string;
    /** Nothing has been published in the signer's role. */
    readonly silent: string;
    readonly notInReleases: string;
    readonly unusable: string;
    readonly empty: string;
  };
  readonly keys: {
    readonly title: string;
    readonly signs: (roles: number) => string;
    readonly unused: string;
    readonly exposed: string;
    readonly empty: string;
    readonly unreadable: Readonly<Record<UnreadableKey['reason'], string>>;
  };
}
