import { type Gun, parseTargets, type RoleName, type TargetsDocument, TufError } from '../../tuf/index.ts';
import type { MetadataCache } from '../ports.ts';

/** Documents of `targets` and delegations as the cache holds them; those that cannot be read are left out. */
export async function cachedRoles(
  gun: Gun,
  roles: readonly RoleName[],
  cache: Pick<MetadataCache, 'read'>,
): Promise<ReadonlyMap<RoleName, TargetsDocument>> {
  const { files } = await cache.read(gun);
  return new Map(
    roles.flatMap((role): readonly (readonly [RoleName, TargetsDocument])[] => {
      const bytes = files.get(role);
      const document = bytes === undefined ? null : parsed(role, bytes);
      return document === null ? [] : [[role, document]];
    }),
  );
}

/** A damaged file in the cache says nothing, and keeps nobody from a change. */
function parsed(role: RoleName, bytes: Uint8Array): TargetsDocument | null {
  try {
    return parseTargets(role, bytes);
  } catch (error) {
    if (error instanceof TufError) {
      return null;
    }
    throw error;
  }
}
