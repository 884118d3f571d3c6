import type { Gun } from '../operations/index.ts';

/** A repository with an optional tag, as typed on the command line. */
export interface RepositoryReference {
  readonly gun: Gun;
  readonly tag: string | null;
}
