import { UPDATE_LIMITS } from '../tuf/index.ts';

const KIB = 1024;

/** What is read from a trust directory at most, so that no file in it can exhaust memory, and how long locks live. */
export const TRUST_DIR_LIMITS = {
  /** Bytes. The largest keys that notary writes, RSA with 8192 bits, take less than 8 KiB. */
  keyFileBytes: 64 * KIB,
  /** Bytes of any cached metadata file; the update chain caps each role by itself once more. */
  metadataFileBytes: UPDATE_LIMITS.metadataBytes,
  /** Bytes of one staged change, which may carry custom data. */
  changeFileBytes: 1024 * KIB,
  /** Bytes of a file that only trustdeck writes: a run of the journal over 10,000 repositories takes less than 2 MiB. */
  ownFileBytes: 8 * 1024 * KIB,
  /** Bytes. */
  lockFileBytes: 4 * KIB,
  /** Files and folders looked at in one walk. */
  entries: 200_000,
  /** Milliseconds to wait for another trustdeck that writes. */
  lockWaitMs: 5_000,
  lockPollMs: 20,
  /** Milliseconds after which a lock is given up on whose owner cannot be asked: locks are held only while writing. */
  lockStaleMs: 30_000,
  /** The same for a lock that does not say yet whose it is. */
  lockTornMs: 1_000,
} as const;
