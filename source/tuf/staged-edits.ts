import type { Edit } from './edit.ts';

/** A change as Notary's changelist holds it (facts 8.4). */
export interface StagedChangeContent {
  readonly action: string;
  /** A role, or the wildcard `targets/*`. */
  readonly scope: string;
  readonly type: string;
  /** Name of a target, or empty. */
  readonly path: string;
  /** The decoded payload, JSON; null without one. */
  readonly data: Uint8Array | null;
}

export function editsOfStagedChange(_change: StagedChangeContent): readonly Edit[] | null {
  return null;
}
