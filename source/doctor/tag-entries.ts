import type { TagEntry, TagReport } from '../operations/index.ts';
import { RELEASES, TARGETS } from '../tuf/index.ts';

/** What a pull finds: releases come before targets (facts 11.8). null when only signers hold the tag. */
export function releasedEntry({ entries }: Pick<TagReport, 'entries'>): TagEntry | null {
  return (
    entries.find(({ role }) => role === RELEASES) ?? entries.find(({ role }) => role === TARGETS) ?? null
  );
}

/** The entries that vouch for other content than is released. */
export function disputingEntries(tag: Pick<TagReport, 'entries'>): readonly TagEntry[] {
  const released = releasedEntry(tag);
  return released === null ? [] : tag.entries.filter((entry) => !sameDigest(entry, released));
}

function sameDigest(left: TagEntry, right: TagEntry): boolean {
  return left.sha256 === right.sha256 && (left.sha256 !== null || left.sha512 === right.sha512);
}
