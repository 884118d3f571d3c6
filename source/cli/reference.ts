import type { Gun } from '../operations/index.ts';

/** A repository with an optional tag and digest, as typed on the command line. */
export interface RepositoryReference {
  readonly gun: Gun;
  readonly tag: string | null;
  /** Such as `sha256:…`. */
  readonly digest: string | null;
}
