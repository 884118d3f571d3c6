/** What the sandbox reads from one request at most; more is refused before it costs memory. */
export interface SandboxLimits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Files in one upload. */
  readonly parts: number;
  /** Bytes of the headers of one part. */
  readonly partHeaderBytes: number;
}

export const SANDBOX_LIMITS: SandboxLimits = {
  bodyBytes: 100 * 1024 * 1024,
  parts: 1_000,
  partHeaderBytes: 4 * 1024,
};
