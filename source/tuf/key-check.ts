import type { TufKey } from './key.ts';
import { keyIdOf } from './key-id.ts';
import { TufError } from './problem.ts';
import type { RoleName } from './role-name.ts';

/** A key under the ID of another one could take that one's place: throws `TufError` with `key-id-mismatch`. */
export function requireOwnIds(keys: readonly TufKey[], role: RoleName): void {
  for (const { id, keyType, publicBytes } of keys) {
    const computed = keyIdOf(keyType, publicBytes);
    if (computed !== id) {
      throw new TufError({ code: 'key-id-mismatch', role, keyId: id, computed });
    }
  }
}
