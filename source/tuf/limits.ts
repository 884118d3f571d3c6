const MIB = 1024 * 1024;

/** What one update may read at most. Sizes in bytes. */
export interface UpdateLimits {
  /** A root whose size no snapshot has told. */
  readonly rootBytes: number;
  readonly timestampBytes: number;
  /** Any file listed by a snapshot or timestamp, whatever length is claimed there. */
  readonly metadataBytes: number;
  /** Roots between the trusted and the newest one. */
  readonly rootRotations: number;
  /** Roots of a rotation that are fetched together. */
  readonly rootBatch: number;
  /** Levels below `targets`. */
  readonly delegationDepth: number;
  readonly delegations: number;
}

/**
 * Endless data, endless rotation and endless delegation end here. Far above what Notary makes: a root grows by
 * about 1.5 KiB per rotation, 5,000 tags take less than 1 MiB. Notary itself bounds only the sizes (facts 4.4).
 */
export const UPDATE_LIMITS: UpdateLimits = {
  rootBytes: 16 * MIB,
  timestampBytes: MIB,
  metadataBytes: 100 * MIB,
  rootRotations: 256,
  rootBatch: 8,
  delegationDepth: 32,
  delegations: 1024,
};
