import { AppError, type ErrorOf, type SafeText } from '../base/index.ts';
import type { RedirectRefusal } from './redirect.ts';
import type { SignIn } from './sign-in.ts';

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

/** Why a server took nothing of an update (facts 6). */
export type UpdateRefusal =
  /** It breaks a rule of TUF or of Notary; `validation` says which. */
  | 'invalid'
  /** The server could not read it. */
  | 'malformed'
  /** The server keeps no repositories of this name. */
  | 'name-not-accepted'
  /** A proxy in front of the server takes no request of this size. */
  | 'too-large'
  | 'too-many-requests'
  /** The server has no storage or no signing service to begin with. */
  | 'server-not-ready'
  | 'other';

/** Why nobody can say what became of a request that changes something. */
export type Uncertainty =
  /** The connection broke, or nothing came in time. */
  | 'no-answer'
  /** An answer came that does not say it. */
  | 'unclear-answer'
  /** The server failed while it worked on it. */
  | 'server-failed'
  /** We gave up waiting for the answer. */
  | 'interrupted';

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
    readonly signIn?: SignIn;
  };
  'not-authorised': {
    readonly server: string;
    /** 401 or 403; of a token service also 400, which is what OAuth2 calls them. */
    readonly status: number;
    readonly message: SafeText | null;
    /** What was asked for; reading where it is not said. */
    readonly access?: 'change';
    /** Missing where the server refused without having asked who we are. */
    readonly signIn?: SignIn;
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
  /** The server has a newer version of one of the files already: it took none of them. */
  'version-conflict': { readonly server: string };
  /** The server answered that it takes nothing of the update. */
  'update-rejected': {
    readonly server: string;
    readonly reason: UpdateRefusal;
    readonly status: number;
    /** Notary's name of the rule that is broken, such as `ErrBadRoot`; null where it named none. */
    readonly validation: SafeText | null;
    readonly message: SafeText | null;
    /** What `Retry-After` said, in milliseconds. */
    readonly retryAfterMs: number | null;
  };
  /** The update was sent and may be published or not: only reading the repository tells. */
  'publish-uncertain': { readonly server: string; readonly reason: Uncertainty };
  /** Another request that changes something was sent, and may have done so or not. */
  'outcome-uncertain': {
    readonly server: string;
    readonly action: 'rotate-key' | 'delete';
    readonly reason: Uncertainty;
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
