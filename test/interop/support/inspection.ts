interface Row {
  readonly SignedTag: string;
  readonly Digest: string;
}

/**
 * An inspection with the rows of one tag in order of their digests: docker keeps them in a map, so that the same
 * repository comes out in either order when `targets` and releases disagree. Text that is no inspection stays as it is.
 */
export function inOrder(stdout: string): unknown {
  if (!stdout.startsWith('[')) {
    return stdout;
  }
  const inspections = JSON.parse(stdout) as readonly { readonly SignedTags: readonly Row[] }[];
  return inspections.map((inspection) => ({ ...inspection, SignedTags: tagByTag(inspection.SignedTags) }));
}

function tagByTag(rows: readonly Row[]): readonly Row[] {
  const byTag = Map.groupBy(rows, ({ SignedTag }) => SignedTag);
  return [...byTag.values()].flatMap((group) =>
    group.toSorted((left, right) => (left.Digest < right.Digest ? -1 : 1)),
  );
}
