import type { FileRequest, Gun } from '../tuf/index.ts';

/**
 * Files of this session that were asked for by their content or version, so that they need not be asked for again.
 * Kept per repository and role: a server's wrong answer for one repository must not reach another.
 */
export class FileMemory {
  readonly #files = new Map<Gun, Map<string, Uint8Array>>();

  /** The bytes that answered the same request before, or null; the current version of a role is never answered. */
  get(gun: Gun, request: FileRequest): Uint8Array | null {
    const key = keyOf(request);
    return key === null ? null : (this.#files.get(gun)?.get(key) ?? null);
  }

  put(gun: Gun, request: FileRequest, bytes: Uint8Array): void {
    const key = keyOf(request);
    if (key === null) {
      return;
    }
    const files = this.#files.get(gun) ?? new Map<string, Uint8Array>();
    this.#files.set(gun, files.set(key, bytes));
  }

  /** Lets go of everything that `bytes` of the current state do not include, and of files that proved false. */
  retain(gun: Gun, current: ReadonlySet<Uint8Array>): void {
    const files = this.#files.get(gun);
    for (const [key, bytes] of files ?? []) {
      if (!current.has(bytes)) {
        files?.delete(key);
      }
    }
  }
}

function keyOf({ role, by }: FileRequest): string | null {
  switch (by.kind) {
    case 'current':
      return null;
    case 'sha256':
      return `${role}#${by.sha256}`;
    case 'version':
      return `${role}@${by.version}`;
  }
}
