import { join } from 'node:path';
import { inBatches } from './batches.ts';
import { TrustDirError } from './errors.ts';
import { type Entry, entriesOf } from './inside.ts';
import { TRUST_DIR_LIMITS } from './limits.ts';

/** A walk's decisions; `segments` are those of the path below the folder it began in. */
export interface Visitor {
  /** Called for everything that is not a folder, in no particular order. */
  readonly visit: (entry: Entry, segments: readonly string[]) => void;
  readonly enter: (segments: readonly string[]) => boolean;
  /** A folder could not be read. The walk goes on elsewhere unless this throws. */
  readonly failed: (error: unknown, segments: readonly string[]) => void;
}

/** Goes through a folder and those below it, never through a link. Throws `too-many-entries` beyond the limit. */
export async function walk(folder: string, visitor: Visitor): Promise<void> {
  let level: readonly (readonly string[])[] = [[]];
  let seen = 0;
  while (level.length > 0) {
    const next: (readonly string[])[] = [];
    const listings = await inBatches(level, (segments) => list(folder, segments, visitor));
    for (const { segments, entries } of listings) {
      seen += entries.length;
      if (seen > TRUST_DIR_LIMITS.entries) {
        throw new TrustDirError('too-many-entries', { path: folder, limit: TRUST_DIR_LIMITS.entries });
      }
      next.push(...take(entries, segments, visitor));
    }
    level = next;
  }
}

async function list(folder: string, segments: readonly string[], visitor: Visitor): Promise<Listing> {
  try {
    return { segments, entries: entriesOf(join(folder, ...segments)) };
  } catch (error) {
    visitor.failed(error, segments);
    return { segments, entries: [] };
  }
}

interface Listing {
  readonly segments: readonly string[];
  readonly entries: readonly Entry[];
}

/** Visits what one folder holds and returns the folders to go on with. */
function take(
  entries: readonly Entry[],
  segments: readonly string[],
  visitor: Visitor,
): readonly (readonly string[])[] {
  const folders: (readonly string[])[] = [];
  for (const entry of entries) {
    const below = [...segments, entry.name];
    if (entry.kind !== 'folder') {
      visitor.visit(entry, below);
    } else if (visitor.enter(below)) {
      folders.push(below);
    }
  }
  return folders;
}
