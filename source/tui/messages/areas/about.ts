import type { UnreadableKey } from '../../../operations/index.ts';

/** The page with everything about one key, tag or line, in full. */
export interface AboutMessages {
  /** Such as `jeff's key 5570b88`. */
  readonly key: (name: string) => string;
  readonly tag: (name: string) => string;
  readonly text: string;
  readonly labels: {
    readonly keyId: string;
    /** The ID in the metadata, where that is another one than the private key's. */
    readonly metadataId: string;
    readonly algorithm: string;
    readonly privateKey: string;
    readonly certificate: string;
    readonly valid: string;
    readonly signs: string;
    readonly image: string;
    readonly state: string;
    readonly digest: string;
  };
  readonly encrypted: string;
  readonly unencrypted: string;
  readonly exposed: string;
  readonly period: (from: string, to: string) => string;
  /** Where a key signs: a repository and one of its roles. */
  readonly use: (repository: string, role: string) => string;
  /** No opened repository lists the key; `all` when all known ones are opened. */
  readonly noUse: (all: boolean) => string;
  readonly more: (count: number) => string;
  /** What a role holds under a tag. */
  readonly entry: (role: string) => string;
  readonly size: (bytes: number) => string;
  readonly unreadable: (path: string, reason: UnreadableKey['reason']) => string;
}
