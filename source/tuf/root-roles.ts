import type { JsonObject } from './field-problems.ts';
import type { JsonValue, RootDocument } from './metadata.ts';
import { isBaseRole } from './role-name.ts';

/** A role of a root as it is written. */
export interface WrittenRole {
  readonly [name: string]: JsonValue;
  readonly keyids: readonly string[];
  readonly threshold: number;
}

/**
 * Roles of a root beside the four base roles, such as the `root.1` of very old ones: nobody reads them any more, but
 * clients of that time go by them, so that they are written again (facts 4.1).
 */
export function extraRootRoles(root: RootDocument | null): { readonly [name: string]: WrittenRole } {
  const roles = (root?.raw['roles'] ?? {}) as JsonObject;
  const extra = Object.entries(roles).filter(([name]) => !isBaseRole(name));
  return Object.fromEntries(extra.map(([name, role]) => [name, writtenRole(role)]));
}

function writtenRole(value: JsonValue): WrittenRole {
  const { keyids, threshold } = (value ?? {}) as JsonObject;
  const isList = Array.isArray(keyids);
  return {
    keyids: isList ? keyids.filter((id) => typeof id === 'string') : [],
    threshold: typeof threshold === 'number' ? threshold : 0,
  };
}
