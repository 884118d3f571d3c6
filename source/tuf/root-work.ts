import { DraftError } from './draft-problem.ts';
import type { KeyId, TufKey } from './key.ts';
import type { RootBody, RootDocument } from './metadata.ts';
import { BASE_ROLES, type BaseRole, ROOT, type RoleName } from './role-name.ts';
import { extraRootRoles } from './root-roles.ts';
import { sameKeyIds } from './same-content.ts';

const NOBODY = { keyIds: [], threshold: 1 } as const;
const NEW_ROOT: RootBody = {
  consistentSnapshot: false,
  keys: new Map(),
  roles: { root: NOBODY, timestamp: NOBODY, snapshot: NOBODY, targets: NOBODY },
};

/** The content of the root while edits apply. */
export class RootWork {
  /** It is to be signed again even if it says the same. */
  resigned = false;
  readonly base: RootDocument | null;
  #body: RootBody;

  constructor(base: RootDocument | null) {
    this.base = base;
    this.#body = base?.body ?? NEW_ROOT;
  }

  get body(): RootBody {
    return this.#body;
  }

  /** Gives a base role these keys and no others; its threshold stays, as with Notary (facts 10.4). */
  setKeys(role: BaseRole, keys: readonly TufKey[]): void {
    const keyIds = [...new Set(keys.map(({ id }) => id))];
    if (keyIds.length === 0) {
      throw new DraftError({ code: 'edit-base-keys-missing', role: role as RoleName & BaseRole });
    }
    const before = this.#body.roles[role];
    if (sameKeyIds(before.keyIds, keyIds)) {
      return;
    }
    const roles = { ...this.#body.roles, [role]: { ...before, keyIds } };
    const named = this.#namedIn(roles);
    // Certificates of former root keys stay: others translate IDs by them (facts 4.1).
    const gone = new Set(role === ROOT ? [] : before.keyIds.filter((id) => !named.has(id)));
    const kept = [...this.#body.keys].filter(([id]) => !gone.has(id));
    const added = keys.map((key) => [key.id, key] as const);
    this.#body = { ...this.#body, roles, keys: new Map([...kept, ...added]) };
  }

  /** Whether the edits gave a base role other keys. */
  hasOtherKeys(role: BaseRole): boolean {
    const before = this.base?.body.roles[role] ?? NOBODY;
    return !sameKeyIds(before.keyIds, this.#body.roles[role].keyIds);
  }

  /** Throws `DraftError` when a base role is left without keys. */
  requireKeys(): void {
    const empty = BASE_ROLES.find((role) => this.#body.roles[role].keyIds.length === 0);
    if (empty !== undefined) {
      throw new DraftError({ code: 'edit-base-keys-missing', role: empty as RoleName & BaseRole });
    }
  }

  #namedIn(roles: RootBody['roles']): ReadonlySet<KeyId | string> {
    const extra = Object.values(extraRootRoles(this.base)).flatMap(({ keyids }) => keyids);
    return new Set([...BASE_ROLES.flatMap((role) => roles[role].keyIds), ...extra]);
  }
}
