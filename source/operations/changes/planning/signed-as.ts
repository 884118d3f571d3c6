import type { RoleName, TufKey } from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import type { Attempt } from './attempt.ts';
import type { RoleSigning } from './choose-signers.ts';
import { signersIn } from './effects.ts';
import type { Planning } from './planning.ts';
import { canonicalIds } from './role-view.ts';
import { existingSigner } from './signers.ts';

/**
 * The keys by which a signer can sign a role. Throws `OperationError` when there is no such signer, or the role has none
 * of the signer's keys.
 */
export function keysAs(planning: Planning, signer: string, role: RoleName): readonly TufKey[] {
  const { before, input } = planning;
  const own = canonicalIds(before.get(existingSigner(planning, signer))?.keys ?? []);
  const keys = (before.get(role)?.keys ?? []).filter(({ canonicalId }) => own.has(canonicalId));
  if (keys.length === 0) {
    const { gun } = input;
    throw new OperationError('signer-not-in-role', { gun, role, signer, signers: signersOf(planning, role) });
  }
  return keys;
}

/** The signers who have a key in a role. */
function signersOf({ before }: Planning, role: RoleName): readonly string[] {
  const there = canonicalIds(before.get(role)?.keys ?? []);
  return signersIn(before).filter((name) =>
    (before.get(`targets/${name}` as RoleName)?.keys ?? []).some(({ canonicalId }) => there.has(canonicalId)),
  );
}

/**
 * An attempt in which each of these roles, where it is signed, has to be signed by one of its keys named here: whoever
 * asks for a signature by one person is not given another's, whose key happens to be here too.
 */
export function signedBy(tried: Attempt, wanted: ReadonlyMap<RoleName, readonly TufKey[]>): Attempt {
  const signing = new Map(
    [...tried.signing].map(([role, chosen]) => [role, demanding(chosen, wanted.get(role))]),
  );
  return { ...tried, signing, signable: [...signing.values()].every(({ unmet }) => unmet.length === 0) };
}

function demanding(chosen: RoleSigning, keys: readonly TufKey[] | undefined): RoleSigning {
  const wanted = canonicalIds(keys ?? []);
  const isMet = keys === undefined || chosen.keys.some(({ canonicalId }) => wanted.has(canonicalId));
  return isMet ? chosen : { ...chosen, unmet: [{ role: chosen.role, keys, threshold: 1 }] };
}
