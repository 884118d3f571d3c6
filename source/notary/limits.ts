/** All caps of the client in one place. Times in milliseconds, sizes in bytes. */
export interface NotaryLimits {
  /** DNS, TCP and TLS together. */
  readonly connectMs: number;
  /** From the request being sent to the end of the answer's headers. */
  readonly headersMs: number;
  /** A body must bring `bodyMinBytes` (or end) in every window of this length: one byte a second is no progress. */
  readonly bodyWindowMs: number;
  readonly bodyMinBytes: number;
  /** From the request being sent to the last byte of the answer. */
  readonly totalMs: number;
  /** Added to the two above for a request that changes something: the server verifies and signs before it answers. */
  readonly changeMs: number;
  /** Added to them for a body: it may take as long as it would at this speed. */
  readonly uploadBytesPerSecond: number;
  readonly headerBytes: number;
  /** How much of an error's body is read for its message. */
  readonly errorBodyBytes: number;
  readonly tokenBytes: number;
  /** Public key of the server, in its `.key` answers. */
  readonly keyBytes: number;
  readonly changefeedBytes: number;
  /** Pages of the changefeed read at most for one question, and records in each. */
  readonly changefeedPages: number;
  readonly changefeedRecords: number;
  /** Parallel connections to one origin. */
  readonly connections: number;
  readonly keepAliveMs: number;
  /** Tries of one request, the first included. */
  readonly attempts: number;
  /** Upper bound of the first pause; doubles with every further one. */
  readonly backoffMs: number;
  /** A server that asks for a longer pause than this is not waited for. */
  readonly maxRetryAfterMs: number;
  readonly redirects: number;
}

export const DEFAULT_LIMITS: NotaryLimits = {
  connectMs: 10_000,
  headersMs: 20_000,
  bodyWindowMs: 10_000,
  bodyMinBytes: 4_096,
  totalMs: 120_000,
  changeMs: 40_000,
  uploadBytesPerSecond: 16_384,
  headerBytes: 32_768,
  errorBodyBytes: 65_536,
  tokenBytes: 262_144,
  keyBytes: 262_144,
  changefeedBytes: 4_194_304,
  changefeedPages: 10,
  changefeedRecords: 1_000,
  connections: 8,
  keepAliveMs: 15_000,
  attempts: 3,
  backoffMs: 250,
  maxRetryAfterMs: 5_000,
  redirects: 3,
};
