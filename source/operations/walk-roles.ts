import {
  isDelegation,
  type RepositoryState,
  type RoleName,
  TARGETS,
  type TargetsDocument,
  targetAllowed,
} from '../tuf/index.ts';

export interface WalkedRole {
  readonly role: RoleName;
  readonly document: TargetsDocument;
}

export interface WalkOptions {
  /** Only roles that may hold a target of this name; below a role that may not, nothing is visited. */
  readonly target?: string;
  /** Visit only this role and what is below it. */
  readonly below?: RoleName;
  /** Roles left out together with what is below them. */
  readonly except?: readonly RoleName[];
}

/**
 * Visits `targets` and the delegations below it breadth first, as `notary` does: where two roles hold the same
 * target, the first visited wins. What is not usable is left out, with everything it delegates to.
 */
export function* walkUsableRoles(state: RepositoryState, options: WalkOptions = {}): Generator<WalkedRole> {
  const { target, below = TARGETS, except = [] } = options;
  const queue: RoleName[] = state.trusted ? [TARGETS] : [];
  for (let role = queue.shift(); role !== undefined; role = queue.shift()) {
    const document = usableDocument(state, role);
    if (document === null) {
      continue;
    }
    const onTheWay = below.startsWith(`${role}/`);
    if (!onTheWay) {
      const isBelow = role === below || role.startsWith(`${below}/`);
      if (!isBelow || except.includes(role) || !mayHold(state, role, target)) {
        continue;
      }
      yield { role, document };
    }
    queue.push(...document.body.delegations.roles.map(({ name }) => name));
  }
}

/** Whether the paths of `role`, restricted by its parents', cover the target (facts 1.2). */
export function coversTarget(state: RepositoryState, role: RoleName, target: string): boolean {
  const paths = isDelegation(role) ? (state.delegations.get(role)?.paths ?? []) : [''];
  return targetAllowed(paths, target);
}

function mayHold(state: RepositoryState, role: RoleName, target: string | undefined): boolean {
  return target === undefined || coversTarget(state, role, target);
}

function usableDocument(state: RepositoryState, role: RoleName): TargetsDocument | null {
  const roleState = role === TARGETS ? state.targets : state.delegations.get(role);
  return roleState?.usable ? roleState.document : null;
}
