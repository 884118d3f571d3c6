import { type Gun, isInNamespace } from './gun.ts';
import type { KeyId } from './key.ts';
import type { TrustPinning } from './trust-pinning.ts';

/** What decides about the first root of a GUN; `pin` is the entry of the configuration that does. */
export type Pin =
  | { readonly kind: 'certificate'; readonly pin: string; readonly keyIds: readonly KeyId[] }
  | { readonly kind: 'ca'; readonly pin: string; readonly pem: string }
  | { readonly kind: 'first-use' }
  | { readonly kind: 'none' };

/**
 * The pin of a GUN, most specific first, as Notary chooses it (facts 9): `certs` by the exact GUN, `certs` by the
 * longest `prefix*`, `ca` by the longest plain prefix, then trust on first use unless that is switched off.
 * Unlike Notary's, names match by exact case: its configuration reader lower-cases them, which turns a pin for a
 * GUN with a capital letter into trust on first use.
 */
export function selectPin(gun: Gun, pinning: TrustPinning): Pin {
  const { certs, ca, trustOnFirstUse } = pinning;
  const byCertificate = certs.has(gun) ? gun : longest(certs.keys(), (name) => isInNamespace(gun, name));
  if (byCertificate !== null) {
    return { kind: 'certificate', pin: byCertificate, keyIds: certs.get(byCertificate) ?? [] };
  }
  const byCa = longest(ca.keys(), (name) => gun.startsWith(name));
  if (byCa !== null) {
    return { kind: 'ca', pin: byCa, pem: ca.get(byCa) ?? '' };
  }
  return { kind: trustOnFirstUse ? 'first-use' : 'none' };
}

function longest(names: Iterable<string>, matches: (name: string) => boolean): string | null {
  let best: string | null = null;
  for (const name of names) {
    if (matches(name) && (best === null || name.length > best.length)) {
      best = name;
    }
  }
  return best;
}
