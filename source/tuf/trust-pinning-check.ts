import { utf8 } from '../base/index.ts';
import { chainsToRoot, parseCertificates } from '../crypto/index.ts';
import type { Gun } from './gun.ts';
import { TufError } from './problem.ts';
import { ROOT } from './role-name.ts';
import type { RootKey } from './root-certificates.ts';
import type { TrustPinning } from './trust-pinning.ts';
import { type Pin, selectPin } from './trust-pinning-selection.ts';

export interface PinCheckOptions {
  readonly gun: Gun;
  readonly now: Date;
  readonly pinning: TrustPinning;
  /** Keys of the served root whose certificates can vouch for the GUN. */
  readonly keys: readonly RootKey[];
  /** A root of the repository has been trusted before, so that this is not its first use. */
  readonly known: boolean;
}

/**
 * The keys of a served root that the configuration allows (facts 9); throws `TufError` when it allows none. Only
 * these may count towards the root's own threshold: a pinned certificate that merely stands in the list proves
 * nothing.
 */
export function pinnedKeys({ gun, now, pinning, keys, known }: PinCheckOptions): readonly RootKey[] {
  const pin = selectPin(gun, pinning);
  switch (pin.kind) {
    case 'first-use':
      return keys;
    case 'none':
      if (known) {
        return keys;
      }
      throw new TufError({ code: 'root-not-pinned', role: ROOT, gun });
    case 'certificate':
      return orMismatch(
        keys.filter(({ key }) => pin.keyIds.includes(key.id)),
        { pin, keys },
      );
    case 'ca':
      return orMismatch(chainedKeys(pin, keys, now), { pin, keys });
  }
}

function chainedKeys(
  { pin, pem }: Extract<Pin, { kind: 'ca' }>,
  keys: readonly RootKey[],
  now: Date,
): readonly RootKey[] {
  const roots = parseCertificates(utf8(pem));
  if (roots.length === 0) {
    throw new TufError({ code: 'pinned-ca-unreadable', role: ROOT, pin });
  }
  return keys.filter(({ certificates: [leaf, ...intermediates] }) =>
    leaf === undefined ? false : chainsToRoot({ leaf, intermediates, roots, now }),
  );
}

function orMismatch(
  allowed: readonly RootKey[],
  { pin, keys }: { readonly pin: Extract<Pin, { pin: string }>; readonly keys: readonly RootKey[] },
): readonly RootKey[] {
  if (allowed.length > 0) {
    return allowed;
  }
  throw new TufError({
    code: 'root-pin-mismatch',
    role: ROOT,
    pinnedBy: pin.kind,
    pin: pin.pin,
    allowed: pin.kind === 'certificate' ? pin.keyIds : [],
    served: keys.map(({ key }) => key.id),
  });
}
