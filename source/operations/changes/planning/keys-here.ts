import { utf8 } from '../../../base/index.ts';
import { describeKey, type KeyId, keyIdOf, type TufKey } from '../../../tuf/index.ts';
import type { LocalKey } from '../../ports.ts';
import type { NewKey, PlanInput } from '../change-ports.ts';

/** The private halves that a plan can count on. */
export interface KeysHere {
  readonly local: ReadonlyMap<string, LocalKey>;
  /** Made for this plan; one that has been saved meanwhile is a local key. */
  readonly fresh: ReadonlyMap<KeyId, NewKey>;
  /** Whether a signature by this key can be made here, and will count. */
  canSign(key: TufKey): boolean;
}

export function keysHere({ localKeys, freshKeys, spareKeys }: PlanInput): KeysHere {
  const local = new Map<string, LocalKey>(localKeys.map((key) => [key.id, key]));
  const spares = Object.values(spareKeys).filter((key) => key !== null);
  const fresh = new Map(
    [...freshKeys.values(), ...spares]
      .filter(({ key }) => !local.has(key.canonicalId))
      .map((key) => [key.key.canonicalId, key]),
  );
  const isHere = ({ canonicalId }: TufKey) => local.has(canonicalId) || fresh.has(canonicalId);
  return { local, fresh, canSign: (key) => isHere(key) && (isStandIn(key) || describeKey(key).accepted) };
}

/** The key type of stand-ins: nothing verifies with it, so that none could be published by mistake. */
const STAND_IN = 'stand-in';

/**
 * Stands for a key on this machine whose public half nobody knows before it is unlocked: only its canonical ID is
 * true, which the name of its file gives.
 */
export function standInFor(keyId: KeyId): TufKey {
  const publicBytes = utf8(keyId);
  return { id: keyIdOf(STAND_IN, publicBytes), canonicalId: keyId, keyType: STAND_IN, publicBytes };
}

export function isStandIn({ keyType }: TufKey): boolean {
  return keyType === STAND_IN;
}
