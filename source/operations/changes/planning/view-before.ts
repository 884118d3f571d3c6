import {
  type Delegation,
  isDelegation,
  parentRole,
  type RepositoryState,
  ROOT,
  type RoleState,
  TARGETS,
  type TargetsBody,
  type TargetsDocument,
  type TufProblemCode,
} from '../../../tuf/index.ts';
import type { RolesView, RoleView, Trouble } from './role-view.ts';

const TROUBLES: ReadonlyMap<TufProblemCode, Trouble> = new Map([
  ['keys-below-threshold', 'no-keys'],
  ['signatures-below-threshold', 'not-signed'],
  ['no-signatures', 'not-signed'],
  ['key-id-mismatch', 'not-signed'],
  ['not-published', 'not-published'],
  ['parent-unusable', 'parent'],
]);

/** Of several troubles the one that says most about the role itself. */
const WORST_FIRST: readonly Trouble[] = ['other', 'no-keys', 'not-signed', 'not-published', 'parent'];

/** A repository as it is; empty for one that does not exist. */
export function viewBefore(state: RepositoryState | null): RolesView {
  if (state === null) {
    return new Map();
  }
  const views: RoleView[] = [
    viewOf(state.root, null, ['']),
    viewOf(state.targets, state.targets.document?.body ?? null, ['']),
    ...[...state.delegations.values()].map((role) =>
      viewOf(role, role.document?.body ?? null, delegationIn(state, role)?.paths ?? []),
    ),
  ];
  return new Map(views.map((view) => [view.role, view]));
}

export function troubleOf({ problems }: RoleState): Trouble | null {
  const troubles = problems.map(({ code }) => TROUBLES.get(code) ?? 'other');
  return WORST_FIRST.find((trouble) => troubles.includes(trouble)) ?? null;
}

/** What stands against a role whatever keys it has: its file is damaged, expired, older than before. */
export function hasTroubleOfItsOwn({ problems }: RoleState): boolean {
  return problems.some(({ code }) => !TROUBLES.has(code));
}

/** The state of targets or of a delegation; undefined where there is none. */
export function targetsState(
  state: RepositoryState | null,
  role: RoleState['role'],
): RoleState<TargetsDocument> | undefined {
  return role === TARGETS ? state?.targets : state?.delegations.get(role);
}

function viewOf(state: RoleState, body: TargetsBody | null, paths: readonly string[]): RoleView {
  const { role, keys, threshold, document } = state;
  return {
    role,
    keys,
    threshold,
    paths,
    covered: isDelegation(role) ? (state.paths ?? []) : [''],
    body: role === ROOT ? null : body,
    version: document?.version ?? null,
    expires: document?.expires ?? null,
    trouble: troubleOf(state),
  };
}

function delegationIn(state: RepositoryState, { role }: RoleState): Delegation | undefined {
  const parent = parentRole(role);
  const document = parent === null ? null : targetsState(state, parent)?.document;
  return document?.body.delegations.roles.find(({ name }) => name === role);
}
