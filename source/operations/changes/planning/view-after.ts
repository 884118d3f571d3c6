import {
  baseSigners,
  type Delegation,
  delegationSigners,
  type RepositoryDraft,
  type RepositoryState,
  ROOT,
  type RoleName,
  type RoleSigners,
  type RoleState,
  restrictPaths,
  TARGETS,
  type TargetsBody,
  verifySignatures,
} from '../../../tuf/index.ts';
import { canonicalIds, type RolesView, type RoleView, type Trouble } from './role-view.ts';
import { hasTroubleOfItsOwn, targetsState, troubleOf } from './view-before.ts';

interface Walk {
  readonly draft: RepositoryDraft;
  readonly state: RepositoryState | null;
  readonly found: Map<RoleName, RoleView>;
}

/**
 * A repository as it will be once every document of the draft is signed. Documents that the draft leaves alone are
 * verified again by the rules that will hold then: this is where a key that is taken away from signed content shows.
 */
export function viewAfter(draft: RepositoryDraft, state: RepositoryState | null): RolesView {
  const found = new Map<RoleName, RoleView>();
  const walk: Walk = { draft, state, found };
  add(walk, {
    role: ROOT,
    signers: baseSigners(draft.root, ROOT),
    before: state?.root,
    body: null,
    paths: [''],
    covered: [''],
    parentTrouble: null,
  });
  const targets = add(walk, {
    role: TARGETS,
    signers: baseSigners(draft.root, TARGETS),
    before: state?.targets,
    body: draft.targets,
    paths: [''],
    covered: [''],
    parentTrouble: null,
  });
  let parents = [targets];
  while (parents.length > 0) {
    parents = parents.flatMap((parent) => children(walk, parent));
  }
  return found;
}

function children(walk: Walk, parent: RoleView): RoleView[] {
  const { body } = parent;
  return (body?.delegations.roles ?? []).map((delegation) =>
    add(walk, {
      ...delegated(walk, delegation),
      signers: delegationSigners(body as TargetsBody, delegation),
      covered: restrictPaths(delegation.paths, parent.covered),
      parentTrouble: parent.trouble === null ? null : 'parent',
    }),
  );
}

function delegated({ draft, state }: Walk, { name, paths }: Delegation) {
  const before = targetsState(state, name);
  const kept = draft.removed.includes(name) ? null : before?.document?.body;
  return { role: name, paths, before, body: draft.delegations.get(name) ?? kept ?? null };
}

interface Place {
  readonly role: RoleName;
  readonly signers: RoleSigners;
  readonly before: RoleState | undefined;
  readonly body: TargetsBody | null;
  readonly paths: readonly string[];
  readonly covered: readonly string[];
  readonly parentTrouble: 'parent' | null;
}

function add({ draft, found }: Walk, place: Place): RoleView {
  const { role, signers, before, body, paths, covered } = place;
  const drafted = draft.documents.find((document) => document.role === role);
  const isKept = drafted === undefined && (role === ROOT || body !== null);
  const view: RoleView = {
    role,
    keys: signers.keys,
    threshold: signers.threshold,
    paths,
    covered,
    body,
    version: drafted?.version ?? (isKept ? (before?.document?.version ?? null) : null),
    expires: drafted?.expires ?? (isKept ? (before?.document?.expires ?? null) : null),
    trouble: ownTrouble(place, drafted !== undefined) ?? place.parentTrouble,
  };
  found.set(role, view);
  return view;
}

/** What will be wrong with the role itself; a document of the draft counts as signed. */
function ownTrouble({ role, signers, before, body }: Place, isDrafted: boolean): Trouble | null {
  if (canonicalIds(signers.keys).size < signers.threshold) {
    return 'no-keys';
  }
  if (isDrafted) {
    return null;
  }
  if (role !== ROOT && body === null) {
    return 'not-published';
  }
  const document = before?.document ?? null;
  if (before === undefined || document === null || hasTroubleOfItsOwn(before)) {
    return 'other';
  }
  if (role === ROOT || sameSigners(before, signers)) {
    const trouble = troubleOf(before);
    return trouble === 'parent' ? null : trouble;
  }
  return verifySignatures(document, { role, ...signers }).problem === null ? null : 'not-signed';
}

function sameSigners(before: RoleState, after: RoleSigners): boolean {
  const ids = new Set(after.keys.map(({ id }) => id));
  return (
    before.threshold === after.threshold &&
    before.keys.length === after.keys.length &&
    before.keys.every(({ id }) => ids.has(id))
  );
}
