import { sha256Hex } from '../crypto/index.ts';
import type { MetadataDocument } from './metadata.ts';
import type { RoleName } from './role-name.ts';

/** Entries whose document has been given up are forgotten with all others, once there are so many. */
const MOST_ENTRIES = 2000;

/**
 * Documents that somebody holds, by role and content: the same file comes again with every update, from the cache, the
 * server and what was just signed, and reading it costs more than everything else that is done with it. Nothing is
 * kept alive by it. A file that cannot be read is read again each time.
 */
export class ParseMemory {
  readonly #known = new Map<string, WeakRef<MetadataDocument<unknown>>>();

  /** What `parse` makes of `bytes`, or made of the same bytes for the same role. */
  documentOf<Body>(
    role: RoleName,
    bytes: Uint8Array,
    parse: () => MetadataDocument<Body>,
  ): MetadataDocument<Body> {
    const content = `${role} ${sha256Hex(bytes)}`;
    // One role has one schema.
    const known = this.#known.get(content)?.deref() as MetadataDocument<Body> | undefined;
    const document = known === undefined ? parse() : { ...known, bytes };
    if (this.#known.size >= MOST_ENTRIES) {
      this.#known.clear();
    }
    this.#known.set(content, new WeakRef(document));
    return document;
  }
}
