import type { NotaryError } from './errors.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

export interface RequestBody {
  /** For the `Content-Type` header. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A request, apart from where it goes and who asks. */
export interface Request {
  readonly method: Method;
  readonly body: RequestBody | null;
  /** Cap for the body of a 200. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /**
   * The error for when the server may have acted although no answer says so; null for a request that changes nothing,
   * which rejects with the failure itself.
   */
  readonly uncertain: ((failure: NotaryError) => NotaryError) | null;
}

/** A request that only reads. */
export function reading(maxBytes: number, signal: AbortSignal): Request {
  return { method: 'GET', body: null, maxBytes, signal, uncertain: null };
}
