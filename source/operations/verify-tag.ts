import type { Sha256Hex } from '../base/index.ts';
import { RELEASES, type RepositoryState, type RoleName, TARGETS } from '../tuf/index.ts';
import { OperationError } from './errors.ts';
import { coversTarget, walkUsableRoles } from './walk-roles.ts';

export interface VerifiedTag {
  readonly tag: string;
  readonly sha256: Sha256Hex;
  readonly length: number;
  /** The role that a pull would believe. */
  readonly role: RoleName;
}

/**
 * Whether a pull of `tag` would get `sha256`: docker believes `targets/releases` first, then `targets`, and nobody
 * else (facts 11.8). Throws `tag-not-signed` or `digest-mismatch`.
 */
export function verifyTag(
  state: RepositoryState,
  { tag, sha256 }: { readonly tag: string; readonly sha256: Sha256Hex },
): VerifiedTag {
  const { gun } = state;
  const documents = new Map([...walkUsableRoles(state)].map(({ role, document }) => [role, document]));
  for (const role of [RELEASES, TARGETS]) {
    const target = documents.get(role)?.body.targets.get(tag);
    if (target === undefined || !coversTarget(state, role, tag)) {
      continue;
    }
    if (target.sha256 !== sha256) {
      throw new OperationError('digest-mismatch', {
        gun,
        tag,
        role,
        expected: sha256,
        signed: target.sha256,
      });
    }
    return { tag, sha256, length: target.length, role };
  }
  throw new OperationError('tag-not-signed', { gun, tag });
}
