import { bytesEqual } from '../base/index.ts';
import type { MetadataDocument, RootBody, TargetsDocument } from './metadata.ts';
import { parseSnapshot, parseTargets, parseTimestamp } from './parse.ts';
import { isBaseRole, parentRole, type RoleName, SNAPSHOT, TIMESTAMP } from './role-name.ts';
import { attempt } from './update-chain-reading.ts';
import { baseSigners, delegationSigners, type RoleSigners } from './update-chain-signers.ts';
import { verifySignatures } from './verify.ts';

/**
 * The cached files of one repository as witnesses of what was trusted before. They lie on this machine's own disk,
 * yet count only as far as keys that are, or were, trusted have signed them.
 */
export class TrustedCache {
  readonly #lookUp: (role: RoleName) => Uint8Array | null;
  readonly #files = new Map<RoleName, Uint8Array | null>();
  readonly #targets = new Map<RoleName, TargetsDocument | null>();
  #root: RootBody | null = null;

  constructor(lookUp: (role: RoleName) => Uint8Array | null) {
    this.#lookUp = lookUp;
  }

  /** Names the cached root, once it verified, under which the other cached files were trusted. */
  anchorAt(root: RootBody): void {
    this.#root = root;
  }

  /** The cached file of a role, unverified, or null. */
  file(role: RoleName): Uint8Array | null {
    return memoised(this.#files, role, this.#lookUp);
  }

  /**
   * The version of the cached copy of a role, if its signatures satisfy the role's `signers` of today or those named
   * by the cached root or parent. Notary compares delegations only when it happens to have fetched targets as well
   * (facts 5.2); here each is compared. Null without such a copy, and when it is `found` itself.
   */
  trustedVersion(role: RoleName, signers: RoleSigners, found: Uint8Array | null): number | null {
    const file = this.file(role);
    const document =
      file === null || (found !== null && bytesEqual(file, found)) ? null : this.#read(role, file);
    return document !== null && isSigned(document, role, [signers, ...this.#earlierSigners(role)])
      ? document.version
      : null;
  }

  #earlierSigners(role: RoleName): readonly RoleSigners[] {
    if (isBaseRole(role)) {
      return this.#root === null ? [] : [baseSigners(this.#root, role)];
    }
    const parent = this.#trustedParent(role)?.body;
    const delegation = parent?.delegations.roles.find(({ name }) => name === role);
    return parent === undefined || delegation === undefined ? [] : [delegationSigners(parent, delegation)];
  }

  #trustedParent(role: RoleName): TargetsDocument | null {
    const parent = parentRole(role);
    const document = parent === null ? null : this.#readTargets(parent);
    return parent !== null && document !== null && isSigned(document, parent, this.#earlierSigners(parent))
      ? document
      : null;
  }

  #read(role: RoleName, file: Uint8Array): MetadataDocument<unknown> | null {
    switch (role) {
      case TIMESTAMP:
        return attempt(() => parseTimestamp(file)).value;
      case SNAPSHOT:
        return attempt(() => parseSnapshot(file)).value;
      default:
        return this.#readTargets(role);
    }
  }

  /** A damaged cached copy proves nothing about earlier versions and is as good as none. */
  #readTargets(role: RoleName): TargetsDocument | null {
    return memoised(this.#targets, role, () => {
      const file = this.file(role);
      return file === null ? null : attempt(() => parseTargets(role, file)).value;
    });
  }
}

function isSigned(document: MetadataDocument<unknown>, role: RoleName, any: readonly RoleSigners[]): boolean {
  return any.some((signers) => verifySignatures(document, { ...signers, role }).problem === null);
}

function memoised<Key, Value>(known: Map<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  const before = known.get(key);
  if (before !== undefined) {
    return before;
  }
  const made = make(key);
  known.set(key, made);
  return made;
}
