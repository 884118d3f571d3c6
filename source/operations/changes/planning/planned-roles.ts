import {
  baseSigners,
  ROOT,
  type RoleName,
  SNAPSHOT,
  type Target,
  TIMESTAMP,
  type TufKey,
} from '../../../tuf/index.ts';
import type { KeyChange, PlannedKey, PlannedRole, TargetChange } from '../plan.ts';
import type { Attempt } from './attempt.ts';
import { contentOf } from './planned-content.ts';
import type { NameKey } from './planned-keys.ts';
import { isServerStandIn, type Planning } from './planning.ts';
import type { RoleView } from './role-view.ts';
import { targetChanges } from './target-changes.ts';

/** What becomes of each role; those that stay as they are are left out. */
export function plannedRoles(planning: Planning, tried: Attempt, nameKey: NameKey): readonly PlannedRole[] {
  const { before } = planning;
  const { after, draft } = tried;
  if (draft.documents.length === 0) {
    return [];
  }
  const kept = [...after.values()].map((view) => comparison(before.get(view.role) ?? null, view));
  const gone = [...before.values()]
    .filter(({ role }) => !after.has(role))
    .map((view) => comparison(view, null));
  const base = baseKeysChange(planning, tried);
  const roles = [...kept, ...gone].flatMap((compared) => {
    const row = plannedRole(compared, { planning, tried, nameKey, rootChanges: base });
    return row === null ? [] : row;
  });
  return [...roles, ...servedRoles(planning, tried, nameKey)];
}

const NO_TARGETS: ReadonlyMap<string, Target> = new Map();

interface Comparison {
  readonly role: RoleName;
  readonly from: RoleView | null;
  readonly to: RoleView | null;
  readonly targetChanges: readonly TargetChange[];
}

function comparison(from: RoleView | null, to: RoleView | null): Comparison {
  const role = (to ?? from)?.role as RoleName;
  return { role, from, to, targetChanges: to === null ? [] : targetChanges(targetsIn(from), targetsIn(to)) };
}

function targetsIn(view: RoleView | null): ReadonlyMap<string, Target> {
  return view?.body?.targets ?? NO_TARGETS;
}

interface RowContext {
  readonly planning: Planning;
  readonly tried: Attempt;
  readonly nameKey: NameKey;
  /** A base role has other keys, which is a change of the root. */
  readonly rootChanges: boolean;
}

function plannedRole(compared: Comparison, context: RowContext): PlannedRole | null {
  const { role, from, to, targetChanges: changes } = compared;
  const { tried, nameKey } = context;
  const keyChanges = changesOfKeys(from?.keys ?? [], to?.keys ?? [], nameKey);
  const paths = {
    added: (to?.paths ?? []).filter((path) => !from?.paths.includes(path)),
    removed: (from?.paths ?? []).filter((path) => !to?.paths.includes(path)),
  };
  const drafted = tried.draft.documents.find((document) => document.role === role);
  const action = actionOf(compared, {
    isDrafted: drafted !== undefined,
    isChanged:
      keyChanges.length + changes.length + paths.added.length + paths.removed.length > 0 ||
      from?.threshold !== to?.threshold ||
      (role === ROOT ? context.rootChanges : !sameDelegations(from, to)),
  });
  return action === null
    ? null
    : {
        role,
        action,
        fromVersion: drafted?.from ?? from?.version ?? null,
        toVersion: to?.version ?? null,
        expires: { from: from?.expires ?? null, to: to?.expires ?? null },
        keyChanges,
        threshold: { from: from?.threshold ?? null, to: to?.threshold ?? null },
        paths: role === ROOT ? { added: [], removed: [] } : paths,
        targetChanges: changes,
        unchangedTargets: (to?.body?.targets.size ?? 0) - changes.filter(isThereAfter).length,
        ...contentOf(drafted, to?.body ?? null, context),
        signedBy: signersOf(tried, role, nameKey),
      };
}

function actionOf(
  { from, to }: Comparison,
  { isDrafted, isChanged }: { readonly isDrafted: boolean; readonly isChanged: boolean },
): PlannedRole['action'] | null {
  if (to === null) {
    return 'removed';
  }
  if (from === null) {
    return 'created';
  }
  if (isChanged) {
    return 'changed';
  }
  return isDrafted ? 're-signed' : null;
}

function isThereAfter({ action }: TargetChange): boolean {
  return action !== 'removed';
}

function signersOf({ signing }: Attempt, role: RoleName, nameKey: NameKey): readonly PlannedKey[] {
  return (signing.get(role)?.keys ?? []).map(nameKey);
}

/** A key that only the server knows yet has no ID to show. */
function changesOfKeys(
  from: readonly TufKey[],
  to: readonly TufKey[],
  nameKey: NameKey,
): readonly KeyChange[] {
  const without = (keys: readonly TufKey[], others: readonly TufKey[]) =>
    keys.filter((key) => !isServerStandIn(key) && !others.some(({ id }) => id === key.id));
  return [
    ...without(from, to).map((key): KeyChange => ({ action: 'removed', key: nameKey(key) })),
    ...without(to, from).map((key): KeyChange => ({ action: 'added', key: nameKey(key) })),
  ];
}

/** Whether a role says the same about those that it delegates to. */
function sameDelegations(from: RoleView | null, to: RoleView | null): boolean {
  const roles = (view: RoleView | null) =>
    (view?.body?.delegations.roles ?? []).map(({ name, keyIds, paths, threshold }) =>
      JSON.stringify([name, keyIds, paths, threshold]),
    );
  return roles(from).join() === roles(to).join();
}

const SERVED = ['snapshot', 'timestamp'] as const;

/** Whether root says something else about the base roles; its own keys stand in its row. */
function baseKeysChange({ input: { state } }: Planning, { draft }: Attempt): boolean {
  const before = state?.root.document?.body.roles;
  const named = (roles: typeof before) =>
    [...SERVED, 'targets' as const].map((role) => roles?.[role].keyIds.join());
  return named(before).join(' ') !== named(draft.root.roles).join(' ');
}

/** Snapshot and timestamp get a new version with every publish. */
function servedRoles(planning: Planning, tried: Attempt, nameKey: NameKey): readonly PlannedRole[] {
  const { state } = planning.input;
  return SERVED.map((role): PlannedRole => {
    const name = role === 'snapshot' ? SNAPSHOT : TIMESTAMP;
    const from = state?.[role];
    const to = baseSigners(tried.draft.root, role);
    const keyChanges = changesOfKeys(from?.keys ?? [], to.keys, nameKey);
    const signedBy = signersOf(tried, name, nameKey);
    const fromVersion = from?.document?.version ?? null;
    const isOurs = signedBy.length > 0;
    return {
      role: name,
      action: isOurs ? (keyChanges.length > 0 ? 'changed' : 're-signed') : 'server-signed',
      fromVersion,
      toVersion: isOurs ? (fromVersion ?? 0) + 1 : null,
      expires: { from: from?.document?.expires ?? null, to: null },
      keyChanges,
      threshold: { from: from?.threshold ?? null, to: to.threshold },
      paths: { added: [], removed: [] },
      targetChanges: [],
      unchangedTargets: 0,
      signedBy,
    };
  });
}
