import { compareUtf8 } from '../base/index.ts';
import type { Gun } from '../tuf/index.ts';
import type { KnownRepository, RepositoryOrigin } from './app-services.ts';

/** Merges where repositories are known from, sorted by name. */
export function knownRepositories(
  sources: Readonly<Partial<Record<RepositoryOrigin, readonly Gun[]>>>,
): readonly KnownRepository[] {
  const origins = new Map<Gun, RepositoryOrigin[]>();
  for (const origin of ['trust-directory', 'added', 'changefeed'] as const) {
    for (const gun of sources[origin] ?? []) {
      const known = origins.get(gun) ?? [];
      if (!known.includes(origin)) {
        known.push(origin);
      }
      origins.set(gun, known);
    }
  }
  return [...origins]
    .map(([gun, from]) => ({ gun, origins: from }))
    .sort((left, right) => compareUtf8(left.gun, right.gun));
}
