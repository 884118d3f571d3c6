import type { PlannedRole, RepositoryFacts, RepositoryPlan } from '../operations/index.ts';
import {
  isDelegation,
  type KeyId,
  RELEASES,
  ROOT,
  type RoleName,
  type RoleState,
  SNAPSHOT,
  sameTarget,
  signerNameOf,
  TARGETS,
  type Target,
  type TargetsDocument,
  targetAllowed,
} from '../tuf/index.ts';
import { keyPhrase } from './evidence.ts';

/**
 * What a plan would have keys say that they do not say in this repository now, in a sentence for whoever decides; null
 * when each of them only says again what it has signed.
 *
 * The file of a delegation names neither its role nor its repository: what a key signs in one place can be served in any
 * other that lists the key. Whoever writes roles could name somebody's key in a repository of their own, let the doctor
 * find it broken or ended there, and take the signature elsewhere. So no key signs unasked what only another key vouches
 * for, not even one of the same role or signer.
 */
export function unsaidIn({ roles }: Pick<RepositoryPlan, 'roles'>, facts: RepositoryFacts): string | null {
  for (const planned of roles) {
    const key = planned.signedBy.find(({ canonicalId }) => !says(canonicalId, planned, facts));
    if (key !== undefined) {
      return `${capitalised(keyPhrase(key.owner, key.canonicalId))} has not signed all that ${planned.role} holds, and would vouch for it: look at it first.`;
    }
  }
  return null;
}

function says(key: KeyId, { role, action }: PlannedRole, { state }: RepositoryFacts): boolean {
  if (role === SNAPSHOT) {
    return true; // It lists what is published, and vouches for none of it.
  }
  if (action !== 're-signed') {
    return false;
  }
  if (role === ROOT) {
    return hasSigned(key, state.root);
  }
  const found = role === TARGETS ? state.targets : state.delegations.get(role);
  return found !== undefined && (hasSigned(key, found) || saysElsewhere(key, found, state.delegations));
}

function hasSigned(key: KeyId, { keys, signatures }: RoleState): boolean {
  const ids = new Set<string>(keys.filter(({ canonicalId }) => canonicalId === key).map(({ id }) => id));
  return signatures.some(({ valid, keyId }) => valid && ids.has(keyId));
}

/** Releases and the roles of signers hold the same tags: what a key says in one of them it may say in another. */
function saysElsewhere(
  key: KeyId,
  { role, document }: RoleState<TargetsDocument>,
  delegations: ReadonlyMap<RoleName, RoleState<TargetsDocument>>,
): boolean {
  if (!isDelegation(role) || document === null || document.body.delegations.roles.length > 0) {
    return false; // What is delegated further stands nowhere else.
  }
  const own = [...delegations.values()].filter(
    (other) =>
      other.usable && (other.role === RELEASES || signerNameOf(other.role) !== null) && hasSigned(key, other),
  );
  return [...document.body.targets.values()].every((target) => own.some((other) => holds(other, target)));
}

/** What a role holds outside its paths counts for nobody (facts 1.2). */
function holds({ document, paths }: RoleState<TargetsDocument>, target: Target): boolean {
  const held = document?.body.targets.get(target.name);
  return held !== undefined && sameTarget(held, target) && targetAllowed(paths ?? [], target.name);
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
