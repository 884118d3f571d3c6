import type { Clock } from '../base/index.ts';
import type { Gun } from '../tuf/index.ts';
import type { NotaryLimits } from './limits.ts';
import type { Method } from './request.ts';

/** PEM text with the place it came from, so that an error can say where we looked. */
export interface PemSource {
  readonly pem: string;
  readonly from: string;
}

/** What decides whether a server is trusted, and how we show who we are. Verification cannot be switched off. */
export interface TlsOptions {
  /** CA certificates beside the system's, or instead of them when `exclusive`. */
  readonly ca: readonly PemSource[];
  /** notary's way: a configured CA replaces the system's roots (facts 7.2); docker's adds to them (facts 7.4). */
  readonly exclusive: boolean;
  readonly clientCertificates: readonly { readonly certificate: PemSource; readonly key: PemSource }[];
  /** Every file and folder where CA certificates were looked for. */
  readonly lookedIn: readonly string[];
}

/** One request and its answer, for the activity log. Holds no header, no query and no body, so no secret. */
export interface Exchange {
  readonly method: Method;
  readonly origin: string;
  readonly path: string;
  /** null when no answer came. */
  readonly status: number | null;
  /** Body bytes received. */
  readonly bytes: number;
  readonly milliseconds: number;
  /** The code of the error that ended it; null when an answer came. */
  readonly failure: string | null;
  /** How far the `Date` of the answer is ahead of our clock, in milliseconds; null without one. */
  readonly clockAhead: number | null;
}

/** How we show who we are. */
export type Login = {
  /** Where it was found, for people to read, such as `~/.docker/config.json`. */
  readonly from?: string;
} & (
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** What a token service handed out instead of a password (facts 7.3); it may name nobody. */
  | { readonly kind: 'identity-token'; readonly username: string | null; readonly token: string }
);

/**
 * Asked only after a challenge of `server` (an origin), for each repository, as a login belongs to the registry of the
 * image (facts 7.3); `gun` is null for the changefeed. `realm` is the token service that wants the login, or null when
 * the server itself wants it. Resolves null when there is none that may go there; the login is sent to no other
 * origin, and kept no longer than it is accepted.
 */
export type LoginSource = (request: {
  readonly server: string;
  readonly realm: URL | null;
  readonly gun: Gun | null;
}) => Promise<Login | null>;

export interface NotaryRemoteOptions<Server extends { readonly url: string }> {
  readonly server: Server;
  readonly tls: TlsOptions;
  readonly clock: Clock;
  /** In [0, 1), for the jitter between retries. */
  readonly random: () => number;
  readonly limits?: NotaryLimits;
  readonly login?: LoginSource;
  readonly onExchange?: (exchange: Exchange) => void;
}
