import type { RepositoryState, RoleState } from '../tuf/index.ts';
import { findOwners } from './reports/key-owners.ts';
import { describeRole } from './words/signature-words.ts';
import type { Words } from './words/words.ts';

/**
 * Why delegations cannot be used that docker and notary leave out silently or with a bare warning, in words. Those that
 * nobody has published in, or that only suffer from the one above them, have no cause of their own.
 */
export function describeUnusableDelegations(state: RepositoryState): readonly Words[] {
  const broken = [...state.delegations.values()].filter(hasCause);
  if (broken.length === 0) {
    return [];
  }
  const ownerOf = findOwners(state, new Map());
  return broken.flatMap(
    ({ problems, signatures }) =>
      describeRole({
        problems,
        signatures: signatures.map((signature) => ({ ...signature, owner: ownerOf(signature.keyId) })),
      }) ?? [],
  );
}

function hasCause({ problems: [problem] }: RoleState): boolean {
  return problem !== undefined && problem.code !== 'not-published' && problem.code !== 'parent-unusable';
}
