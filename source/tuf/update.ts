import type { Sha256Hex } from '../base/index.ts';
import type { Gun } from './gun.ts';
import type { UpdateLimits } from './limits.ts';
import type { RoleName } from './role-name.ts';
import type { RepositoryState } from './role-state.ts';
import type { TrustPinning } from './trust-pinning.ts';

/** A file the engine wants. It never fetches: whoever drives the chain answers from a server or a folder. */
export interface FileRequest {
  readonly role: RoleName;
  readonly by:
    | { readonly kind: 'current' }
    | { readonly kind: 'sha256'; readonly sha256: Sha256Hex }
    | { readonly kind: 'version'; readonly version: number };
  /** More bytes than this are an attack (endless data); the driver must stop there. */
  readonly maxBytes: number;
}

export type FileReply =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  /** The server said that there is no such file. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-large' }
  /** The server could not be asked, or its answer was no answer. */
  | { readonly kind: 'unavailable' };

export interface UpdateInput {
  readonly gun: Gun;
  /** The cached file of a role, or null. Looked up once per role. */
  readonly cached: (role: RoleName) => Uint8Array | null;
  readonly pinning: TrustPinning;
  readonly now: Date;
  /** Bounds on what an update reads; `UPDATE_LIMITS` where absent. */
  readonly limits?: UpdateLimits;
}

/**
 * The update chain as a coroutine: it yields batches of files it wants (independent ones together, so that a driver
 * can fetch them in parallel), is resumed with one reply for each, in order, and returns the state of the repository.
 */
export type UpdateChain = Generator<readonly FileRequest[], RepositoryState, readonly FileReply[]>;
