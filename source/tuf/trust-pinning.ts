import type { KeyId } from './key.ts';

/** `trust_pinning` of notary's config.json (facts 9). Maps are keyed by GUN or, ending in `*`, by GUN prefix. */
export interface TrustPinning {
  /** Root key IDs (of the certificate) allowed for a GUN; an empty list allows none. */
  readonly certs: ReadonlyMap<string, readonly KeyId[]>;
  /** PEM text of the CA certificates that root certificates under a GUN prefix must chain to. */
  readonly ca: ReadonlyMap<string, string>;
  /** Trust on first use where nothing pins the GUN. */
  readonly trustOnFirstUse: boolean;
}

/** What applies without any configuration, as for docker. */
export const TRUST_ON_FIRST_USE: TrustPinning = { certs: new Map(), ca: new Map(), trustOnFirstUse: true };
