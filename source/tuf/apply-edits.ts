import { DraftError } from './draft-problem.ts';
import type { DraftWork } from './draft-work.ts';
import type { Edit } from './edit.ts';
import {
  addDelegation,
  purgeKeys,
  removeDelegation,
  removeKeys,
  removePaths,
  setThreshold,
} from './edit-delegations.ts';
import { putTarget, removeTarget } from './edit-targets.ts';
import { requireOwnIds } from './key-check.ts';
import { isDelegation, ROOT, type RoleName, TARGETS } from './role-name.ts';

type EditOf<Kind extends Edit['kind']> = Extract<Edit, { readonly kind: Kind }>;

type Apply<Kind extends Edit['kind']> = (work: DraftWork, edit: EditOf<Kind>) => void;

/** How each kind of edit changes a repository; what one cannot do is thrown as a `DraftError`. */
const EDITS: { readonly [Kind in Edit['kind']]: Apply<Kind> } = {
  'add-delegation': addDelegation,
  'remove-keys': removeKeys,
  'remove-paths': removePaths,
  'set-threshold': setThreshold,
  'remove-delegation': removeDelegation,
  'purge-keys': purgeKeys,
  'put-target': putTarget,
  'remove-target': removeTarget,
  resign,
  'set-base-keys': (work, { role, keys }) => {
    requireOwnIds(keys, role as RoleName);
    work.root.setKeys(role, keys);
  },
};

/** Which roles each kind of edit is for. */
const SUITS: { readonly [Kind in Edit['kind']]: (role: RoleName) => boolean } = {
  'add-delegation': isDelegation,
  'remove-keys': isDelegation,
  'remove-paths': isDelegation,
  'set-threshold': isDelegation,
  'remove-delegation': isDelegation,
  'purge-keys': () => true,
  'put-target': holdsTargets,
  'remove-target': holdsTargets,
  resign: (role) => role === ROOT || holdsTargets(role),
  'set-base-keys': (role) => !isDelegation(role),
};

/** Applies edits in order. Throws `DraftError` with the first one that cannot be. */
export function applyEdits(work: DraftWork, edits: readonly Edit[]): void {
  for (const edit of edits) {
    const role = 'role' in edit ? (edit.role as RoleName) : TARGETS;
    if (!SUITS[edit.kind](role)) {
      throw new DraftError({ code: 'edit-role-unsuitable', role, edit: edit.kind });
    }
    const apply = EDITS[edit.kind] as (work: DraftWork, edit: Edit) => void;
    apply(work, edit);
  }
}

function holdsTargets(role: RoleName): boolean {
  return role === TARGETS || isDelegation(role);
}

function resign(work: DraftWork, { role }: EditOf<'resign'>): void {
  if (role === ROOT) {
    work.root.resigned = true;
    return;
  }
  work.requireDelegated(role);
  const isRead = work.body(role) !== null;
  if (!isRead && work.wasPublished(role)) {
    throw new DraftError({ code: 'edit-role-unread', role });
  }
  if (!isRead) {
    throw new DraftError({ code: 'edit-not-published', role });
  }
  work.resigned.add(role);
}
