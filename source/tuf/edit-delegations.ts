import { DraftError } from './draft-problem.ts';
import type { DraftWork, TargetsWork } from './draft-work.ts';
import type { Edit } from './edit.ts';
import type { KeyId } from './key.ts';
import { requireOwnIds } from './key-check.ts';
import type { Delegation, TargetsBody } from './metadata.ts';
import { restrictPaths } from './paths.ts';
import { parentRole, type RoleName, TARGETS } from './role-name.ts';
import { isSignableText } from './signable.ts';
import { delegationSigners } from './update-chain-signers.ts';
import { distinctKeys } from './verify.ts';

type EditOf<Kind extends Edit['kind']> = Extract<Edit, { readonly kind: Kind }>;

/** Makes a delegation or adds to it. Its threshold counts only where it is made, as with Notary (facts 10.2). */
export function addDelegation(work: DraftWork, edit: EditOf<'add-delegation'>): void {
  const { role, keys, paths, threshold = 1 } = edit;
  const parent = parentRole(role) ?? TARGETS;
  const document = work.open(parent);
  const before = work.delegation(role);
  requireOwnIds(keys, role);
  requireThreshold(role, threshold);
  requirePaths(role, paths, work.pathsOf(parent));
  if (before === null && keys.length === 0) {
    throw new DraftError({ code: 'edit-delegation-without-keys', role });
  }
  for (const key of keys) {
    document.delegations.keys.set(key.id, key);
  }
  work.putDelegation(document, {
    name: role,
    keyIds: [...new Set([...(before?.keyIds ?? []), ...keys.map(({ id }) => id)])],
    paths: [...new Set([...(before?.paths ?? []), ...paths])],
    threshold: before?.threshold ?? threshold,
  });
}

export function removeKeys(work: DraftWork, { role, keyIds }: EditOf<'remove-keys'>): void {
  const { document, delegation } = openDelegation(work, role);
  const named = keysNamed(document, keyIds);
  work.putDelegation(document, withoutKeys(delegation, named));
  pruneKeys(document);
}

export function removePaths(work: DraftWork, { role, paths }: EditOf<'remove-paths'>): void {
  const { document, delegation } = openDelegation(work, role);
  const kept = paths === 'all' ? [] : delegation.paths.filter((path) => !paths.includes(path));
  work.putDelegation(document, { ...delegation, paths: kept });
}

export function setThreshold(work: DraftWork, { role, threshold }: EditOf<'set-threshold'>): void {
  const { document, delegation } = openDelegation(work, role);
  requireThreshold(role, threshold);
  work.putDelegation(document, { ...delegation, threshold });
}

/** Takes a delegation out of its parent; what it delegates to can be reached no more. */
export function removeDelegation(work: DraftWork, { role }: EditOf<'remove-delegation'>): void {
  if (work.delegation(role) === null) {
    return;
  }
  const { document } = openDelegation(work, role);
  document.delegations.roles = document.delegations.roles.filter(({ name }) => name !== role);
  pruneKeys(document);
}

/**
 * Takes keys out of every role that names them, and also where no role does. A role that has lost too many of its own
 * keys to be signed by anybody is left as it is, as Notary leaves it: nothing below it counts any more.
 */
export function purgeKeys(work: DraftWork, { keyIds }: EditOf<'purge-keys'>): void {
  for (const parent of work.roles()) {
    const body = work.body(parent);
    const named = body === null ? new Set<KeyId>() : keysNamed(body, keyIds);
    if (named.size > 0 && canBeSigned(work, parent)) {
      const document = work.open(parent);
      document.delegations.roles = document.delegations.roles.map((role) => withoutKeys(role, named));
      for (const id of named) {
        document.delegations.keys.delete(id);
      }
      pruneKeys(document);
    }
  }
}

function canBeSigned(work: DraftWork, role: RoleName): boolean {
  const delegation = work.delegation(role);
  const parent = work.body(parentRole(role) ?? TARGETS);
  if (delegation === null || parent === null) {
    return true;
  }
  const { keys, threshold } = delegationSigners(parent, delegation);
  return distinctKeys(keys) >= threshold;
}

function openDelegation(
  work: DraftWork,
  role: RoleName,
): { readonly document: TargetsWork; readonly delegation: Delegation } {
  const delegation = work.delegation(role);
  if (delegation === null) {
    throw new DraftError({ code: 'edit-role-unknown', role });
  }
  return { document: work.open(parentRole(role) ?? TARGETS), delegation };
}

/**
 * The IDs by which a document names keys that are given by their canonical IDs: a key in a certificate has another
 * one there, and each of its certificates one of its own (facts 2.2).
 */
function keysNamed({ delegations }: TargetsBody, canonicalIds: readonly KeyId[]): ReadonlySet<KeyId> {
  const wanted = new Set(canonicalIds);
  const listed = delegations.roles.flatMap(({ keyIds }) => keyIds);
  const candidates = new Set([...delegations.keys.keys(), ...listed]);
  return new Set([...candidates].filter((id) => wanted.has(delegations.keys.get(id)?.canonicalId ?? id)));
}

function withoutKeys(delegation: Delegation, gone: ReadonlySet<KeyId>): Delegation {
  return { ...delegation, keyIds: delegation.keyIds.filter((id) => !gone.has(id)) };
}

/** A document keeps no key that none of its roles uses (facts 4.2). */
function pruneKeys({ delegations }: TargetsWork): void {
  const used = new Set(delegations.roles.flatMap(({ keyIds }) => keyIds));
  for (const id of delegations.keys.keys()) {
    if (!used.has(id)) {
      delegations.keys.delete(id);
    }
  }
}

function requireThreshold(role: RoleName, threshold: number): void {
  if (!Number.isSafeInteger(threshold) || threshold < 1) {
    throw new DraftError({ code: 'edit-threshold-invalid', role, threshold });
  }
}

function requirePaths(role: RoleName, paths: readonly string[], allowed: readonly string[]): void {
  const unsignable = paths.filter((path) => !isSignableText(path));
  if (unsignable.length > 0) {
    throw new DraftError({ code: 'edit-paths-unsignable', role, paths: unsignable });
  }
  const outside = paths.filter((path) => restrictPaths([path], allowed).length === 0);
  if (outside.length > 0) {
    throw new DraftError({ code: 'edit-paths-outside-parent', role, paths: outside });
  }
}
