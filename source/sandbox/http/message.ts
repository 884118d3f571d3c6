/** A request as the handlers see it: nothing of a socket is left. */
export interface ApiRequest {
  readonly method: string;
  /** The path with its percent escapes decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The `Content-Type` header, or empty. */
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}
