import { type KeyId, type RepositoryDraft, ROOT, type RoleName, TARGETS } from '../../../tuf/index.ts';
import { roleExpiry } from '../../reports/expiry.ts';
import type { PlannedEdit } from '../plan.ts';
import { canMeet, chooseSigners, type RoleSigning } from './choose-signers.ts';
import { draftEdits, type Planning } from './planning.ts';
import type { RolesView, RoleView } from './role-view.ts';
import { viewAfter } from './view-after.ts';

/** Edits tried out: what they come to, and whether that can be signed here. */
export interface Attempt {
  readonly edits: readonly PlannedEdit[];
  readonly draft: RepositoryDraft;
  readonly after: RolesView;
  readonly signing: ReadonlyMap<RoleName, RoleSigning>;
  /** Every document can be signed here. */
  readonly signable: boolean;
  /** Roles that were usable and will not be. */
  readonly broken: readonly RoleView[];
  readonly rootRenewed: boolean;
}

export interface AttemptOptions {
  /** Canonical IDs of keys that are to sign where they may. */
  readonly preferred?: Iterable<KeyId>;
  /** The same for one role, in which these alone are preferred. */
  readonly preferredIn?: ReadonlyMap<RoleName, readonly KeyId[]>;
}

/**
 * Tries edits out. Documents whose signatures do not suffice any more once keys have changed are signed again in the
 * same publish, wherever the keys for that are here, so that nobody ever downloads content that has lost its signers.
 */
export function attempt(
  planning: Planning,
  wanted: readonly PlannedEdit[],
  { preferred = [], preferredIn = new Map() }: AttemptOptions = {},
): Attempt {
  let edits = wanted;
  let draft = draftEdits(planning, edits);
  let after = viewAfter(draft, planning.input.state);
  for (let mended = rolesToMend(planning, after); mended.length > 0; mended = rolesToMend(planning, after)) {
    edits = [...edits, ...mended.map((role): PlannedEdit => ({ kind: 'resign', role }))];
    draft = draftEdits(planning, edits);
    after = viewAfter(draft, planning.input.state);
  }
  const rootRenewed = renewsRoot(planning, draft);
  if (rootRenewed) {
    edits = [...edits, { kind: 'resign', role: ROOT }];
    draft = draftEdits(planning, edits);
    after = viewAfter(draft, planning.input.state);
  }
  const everywhere = [...preferred];
  const signing = chooseSigners(draft, {
    keys: planning.keys,
    preferredIn: (role) => new Set(preferredIn.get(role) ?? everywhere),
  });
  return {
    edits,
    draft,
    after,
    signing,
    signable: [...signing.values()].every(({ unmet }) => unmet.length === 0),
    broken: brokenRoles(planning.before, after),
    rootRenewed,
  };
}

/**
 * Signed well before, and no longer by the keys that will hold. Targets has to be signed in any case: without it there
 * is no repository.
 */
function rolesToMend({ before, keys }: Planning, after: RolesView): readonly RoleName[] {
  return [...after.values()]
    .filter(({ role, trouble }) => trouble === 'not-signed' && before.get(role)?.trouble === null)
    .filter((view) => view.role === TARGETS || canMeet(keys, view))
    .map(({ role }) => role);
}

/** Usable before and not after, or without enough keys to ever become so. */
function brokenRoles(before: RolesView, after: RolesView): readonly RoleView[] {
  return [...after.values()].filter(({ role, trouble }) => {
    const was = before.get(role)?.trouble;
    return trouble !== null && (was === null || (trouble === 'no-keys' && was !== 'no-keys'));
  });
}

/** Root is signed again on the way while it nears its end, as notary does, but only where its key is (facts 10.1). */
function renewsRoot({ input, keys }: Planning, draft: RepositoryDraft): boolean {
  const { state, now } = input;
  const isTouched = draft.documents.length === 0 || draft.documents.some(({ role }) => role === ROOT);
  if (state === null || isTouched) {
    return false;
  }
  const { document } = state.root;
  return roleExpiry(ROOT, document?.expires ?? null, now) === 'expiring' && canMeet(keys, state.root);
}
