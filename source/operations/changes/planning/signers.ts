import {
  asRoleName,
  describeKey,
  type KeyId,
  RELEASES,
  type RoleName,
  type TufKey,
} from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import { holds, signersIn } from './effects.ts';
import type { Planning } from './planning.ts';

/** As docker has it (facts 1.3). */
const SIGNER_NAME = /^[a-z0-9][a-z0-9_-]*$/;

/** The role of a signer, existing or not. Throws `OperationError` for a name that no signer can have. */
export function signerRole(signer: string): RoleName {
  if (!SIGNER_NAME.test(signer)) {
    throw new OperationError('signer-name-invalid', { signer, reason: 'malformed' });
  }
  const role = asRoleName(`targets/${signer}`);
  if (role === null || role === RELEASES) {
    const reason = role === null ? 'too-long' : 'reserved';
    throw new OperationError('signer-name-invalid', { signer, reason });
  }
  return role;
}

/** The role of a signer of the repository. Throws `OperationError` when there is no such signer. */
export function existingSigner({ before, input: { gun } }: Planning, signer: string): RoleName {
  const role = signerRole(signer);
  if (!before.has(role)) {
    throw new OperationError('signer-not-found', { gun, signer, signers: signersIn(before).toSorted() });
  }
  return role;
}

/** Throws `OperationError` for a key that can never sign: it would be trusted and count for nothing. */
export function requireAccepted(keys: readonly TufKey[]): void {
  for (const key of keys) {
    const { accepted, algorithm } = describeKey(key);
    if (!accepted) {
      throw new OperationError('key-not-accepted', { keyId: key.canonicalId, algorithm });
    }
  }
}

/** Whether a signer other than this one has the key too. */
export function isSharedKey({ before }: Planning, signer: string, keyId: KeyId): boolean {
  return signersIn(before).some((other) => other !== signer && holds(before, other, keyId));
}
