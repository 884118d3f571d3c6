import { currentDocument, type DraftBase } from './draft-base.ts';
import { DraftError } from './draft-problem.ts';
import type { KeyId, TufKey } from './key.ts';
import type { Delegation, Target, TargetsBody } from './metadata.ts';
import { restrictPaths } from './paths.ts';
import { parentRole, type RoleName, TARGETS } from './role-name.ts';
import { RootWork } from './root-work.ts';

/** The content of targets or of a delegation while edits apply. */
export interface TargetsWork {
  readonly targets: Map<string, Target>;
  readonly delegations: { readonly keys: Map<KeyId, TufKey>; roles: readonly Delegation[] };
}

/** A repository while edits apply to it. What no edit touches is never copied. */
export class DraftWork {
  readonly base: DraftBase;
  readonly root: RootWork;
  /** Roles to be signed again even if they say the same. */
  readonly resigned = new Set<RoleName>();
  readonly #open = new Map<RoleName, TargetsWork>();
  /** Delegated to by these edits, whatever was there under the name before. */
  readonly #renewed = new Set<RoleName>();

  constructor(base: DraftBase) {
    this.base = base;
    this.root = new RootWork(base.root);
  }

  /** The content of a role to be changed. Throws `DraftError` when nobody delegates to it, or it could not be read. */
  open(role: RoleName): TargetsWork {
    const known = this.#open.get(role);
    if (known !== undefined) {
      return known;
    }
    this.requireDelegated(role);
    const document = currentDocument(this.base.roles.get(role));
    if (document === null && this.wasPublished(role)) {
      throw new DraftError({ code: 'edit-role-unread', role });
    }
    const work = copyOf(document?.body ?? EMPTY);
    this.#open.set(role, work);
    return work;
  }

  /** The content of a role as it stands; null where there is none. */
  body(role: RoleName): TargetsBody | null {
    return this.#open.get(role) ?? currentDocument(this.base.roles.get(role))?.body ?? null;
  }

  /** Whether an edit may have changed the content. */
  isOpen(role: RoleName): boolean {
    return this.#open.has(role);
  }

  /** A delegation as its parent lists it; null when it does not, or is not delegated to itself. */
  delegation(role: RoleName): Delegation | null {
    const parent = parentRole(role);
    if (parent === null || !this.isDelegated(parent)) {
      return null;
    }
    return this.body(parent)?.delegations.roles.find(({ name }) => name === role) ?? null;
  }

  isDelegated(role: RoleName): boolean {
    return role === TARGETS || this.delegation(role) !== null;
  }

  requireDelegated(role: RoleName): void {
    if (!this.isDelegated(role)) {
      throw new DraftError({ code: 'edit-role-unknown', role });
    }
  }

  /** The paths that a role really covers (facts 1.2). */
  pathsOf(role: RoleName): readonly string[] {
    const parent = parentRole(role);
    const paths = this.delegation(role)?.paths ?? [];
    return parent === null ? [''] : restrictPaths(paths, this.pathsOf(parent));
  }

  /** Puts a delegation in its place in the parent's list, or at the end. */
  putDelegation(parent: TargetsWork, delegation: Delegation): void {
    const { roles } = parent.delegations;
    const isThere = roles.some(({ name }) => name === delegation.name);
    if (!isThere) {
      this.#renewed.add(delegation.name);
    }
    parent.delegations.roles = isThere
      ? roles.map((role) => (role.name === delegation.name ? delegation : role))
      : [...roles, delegation];
  }

  /** Every role that can be reached, `targets` first, parents before children, as listed. */
  roles(): readonly RoleName[] {
    const found: RoleName[] = [];
    const queue: RoleName[] = [TARGETS];
    for (let role = queue.shift(); role !== undefined; role = queue.shift()) {
      found.push(role);
      queue.push(...(this.body(role)?.delegations.roles ?? []).map(({ name }) => name));
    }
    return found;
  }

  /** Whether the snapshot names a file of the role. */
  isListed(role: RoleName): boolean {
    return this.base.snapshot?.body.meta.has(role) ?? false;
  }

  /**
   * Whether there is content, read or not. A role that was never published starts empty, and so does one that these
   * edits make anew; over any other, a version that starts empty would wipe out what could not be read.
   */
  wasPublished(role: RoleName): boolean {
    const problems = this.base.roles.get(role)?.problems ?? [];
    const isFirst = this.base.root === null || problems.some(({ code }) => code === 'not-published');
    return !isFirst && !this.#renewed.has(role);
  }
}

const EMPTY: TargetsBody = { targets: new Map(), delegations: { keys: new Map(), roles: [] } };

function copyOf({ targets, delegations }: TargetsBody): TargetsWork {
  return {
    targets: new Map(targets),
    delegations: { keys: new Map(delegations.keys), roles: delegations.roles },
  };
}
