import { AppError, type ErrorOf, type SafeText } from '../base/index.ts';

/** Why nobody answered, or stopped answering. */
export type Unreachable =
  | 'refused'
  /** The host name does not resolve. */
  | 'dns'
  /** No connection within the time limit. */
  | 'timeout'
  | 'reset'
  /** The connection ended before the answer did. */
  | 'closed'
  /** No route, no network, or another failure of the operating system. */
  | 'network';

/** Why the server's certificate is not trusted. */
export type TlsRefusal =
  | 'unknown-issuer'
  | 'self-signed'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-host'
  | 'revoked'
  | 'weak'
  | 'invalid';

/** Why TLS did not come about, apart from trust in the server. */
export type TlsFailure =
  /** Something answered that does not speak TLS. */
  | 'not-tls'
  | 'client-certificate-required'
  | 'client-certificate-refused'
  /** No protocol version or cipher in common. */
  | 'handshake';

/** One certificate of the chain that the server showed, leaf first. */
export interface CertificateSummary {
  readonly subject: SafeText;
  readonly issuer: SafeText;
  /** null when the date cannot be read. */
  readonly notBefore: Date | null;
  readonly notAfter: Date | null;
}

export type RedirectRefusal = 'other-origin' | 'too-many' | 'no-location';

/** What stands in the way of an answer, by code. `server` is always an origin, such as `https://host:4443`. */
export interface NotaryProblems {
  'server-url-invalid': {
    readonly url: SafeText;
    readonly reason: 'not-a-url' | 'not-http' | 'has-credentials' | 'has-query';
  };
  /** Plain http is spoken to this machine only: anybody on the way could answer for the server. */
  'plain-http-refused': { readonly server: string };
  'server-unreachable': {
    readonly server: string;
    readonly reason: Unreachable;
    /** Such as `ECONNREFUSED`; null where the system named none. */
    readonly systemCode: string | null;
  };
  'tls-untrusted': {
    readonly server: string;
    readonly reason: TlsRefusal;
    /** Such as `DEPTH_ZERO_SELF_SIGNED_CERT`. */
    readonly tlsCode: string;
    readonly chain: readonly CertificateSummary[];
    /** Files and folders where trusted CA certificates were looked for. */
    readonly lookedIn: readonly string[];
  };
  'tls-failed': { readonly server: string; readonly reason: TlsFailure; readonly tlsCode: string };
  /** A CA or client certificate that was configured cannot be used. */
  'tls-material-invalid': { readonly from: readonly string[]; readonly reason: SafeText };
  /** The server wants to know who asks; anonymous access is not enough. */
  'authentication-required': {
    readonly server: string;
    readonly scheme: 'basic' | 'bearer' | 'unknown';
    /** Who would have to be satisfied: the token service's origin or the realm's name; null when not told. */
    readonly realm: SafeText | null;
  };
  'not-authorised': {
    readonly server: string;
    readonly status: 401 | 403;
    readonly message: SafeText | null;
  };
  /** The token service answered, but not with a token. */
  'token-service-failed': {
    readonly server: string;
    readonly reason: 'status' | 'malformed' | 'no-token' | 'bad-realm';
    readonly status: number | null;
  };
  'not-a-notary-server': {
    readonly server: string;
    readonly status: number | null;
    readonly reason: 'html' | 'not-http' | 'unexpected-status' | 'malformed';
  };
  /** Compressed although we asked for plain bytes: sizes and hashes are over the plain ones. */
  'encoding-refused': { readonly server: string; readonly encoding: SafeText };
  'server-error': {
    readonly server: string;
    readonly status: number;
    readonly message: SafeText | null;
    /** What `Retry-After` said, in milliseconds. */
    readonly retryAfterMs: number | null;
  };
  'too-slow': {
    readonly server: string;
    readonly phase: 'headers' | 'body' | 'total';
    readonly milliseconds: number;
  };
  'redirect-refused': {
    readonly server: string;
    readonly to: SafeText | null;
    readonly reason: RedirectRefusal;
  };
  'response-too-large': {
    readonly server: string;
    readonly part: 'headers' | 'body';
    readonly limit: number;
  };
  /** The caller lost interest, or the remote was closed. */
  aborted: null;
}

export type NotaryProblemCode = keyof NotaryProblems;

/** A problem with its code, to be narrowed by `error.code`. */
export type NotaryProblem = ErrorOf<NotaryProblems>;

export class NotaryError<Code extends NotaryProblemCode = NotaryProblemCode> extends AppError<
  Code,
  NotaryProblems[Code]
> {
  constructor(code: Code, detail: NotaryProblems[Code], options?: { readonly cause?: unknown }) {
    super(code, detail, options);
    this.name = 'NotaryError';
  }
}

/** Narrows by code; a union of subclasses cannot be told apart by `instanceof` alone. */
export function isNotaryError<Code extends NotaryProblemCode>(
  error: unknown,
  code: Code,
): error is NotaryError<Code> {
  return error instanceof NotaryError && error.code === code;
}
