import type { RepositoryState, RoleState, TargetsDocument } from '../../../source/tuf/index.ts';

/** What two states of a repository are compared by. */
export interface Shape {
  /** Whether everything in it verifies, delegations included; a signer who has signed nothing yet has no file. */
  readonly isSound: boolean;
  /** The roles that people sign. */
  readonly roles: Readonly<Record<string, { readonly version: number; readonly keys: readonly string[] }>>;
  /** `ROLE TAG`, sorted. */
  readonly tags: readonly string[];
}

export function shapeOf(state: RepositoryState): Shape {
  const delegations = [...state.delegations.values()];
  const signed = [state.root, state.targets, ...delegations].toSorted((left, right) =>
    left.role < right.role ? -1 : 1,
  );
  return {
    isSound: state.trusted && delegations.every(({ usable, document }) => usable || document === null),
    roles: Object.fromEntries(signed.map((role) => [role.role, roleShape(role)])),
    tags: [state.targets, ...delegations].flatMap(tagsOf).toSorted(),
  };
}

function roleShape({ keys, document }: RoleState<{ readonly version: number }>) {
  return {
    version: document?.version ?? 0,
    keys: keys.map(({ canonicalId }) => canonicalId).toSorted(),
  };
}

function tagsOf({ role, document }: RoleState<TargetsDocument>): readonly string[] {
  return [...(document?.body.targets.keys() ?? [])].map((tag) => `${role} ${tag}`);
}
