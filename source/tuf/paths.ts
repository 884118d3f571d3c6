/**
 * The paths that a delegation really has: those of its own that lie under one of its parent's (already restricted)
 * paths. They are filtered, never cut to size: `''` under a parent limited to `a/` is gone (facts 1.2).
 */
export function restrictPaths(child: readonly string[], parent: readonly string[]): readonly string[] {
  return child.filter((path) => parent.some((prefix) => path.startsWith(prefix)));
}

/** Whether a role with `paths` may hold a target of this name. Paths are prefixes of names, not patterns. */
export function targetAllowed(paths: readonly string[], name: string): boolean {
  return paths.some((prefix) => name.startsWith(prefix));
}
