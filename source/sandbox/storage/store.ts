import type { Gun } from '../../tuf/index.ts';
import { type Change, emptyRecord, type RepositoryRecord } from './record.ts';

/** Where records outlive the process. Writes are synchronous: between two requests there is no half-written state. */
export interface Persistence {
  load(): readonly RepositoryRecord[];
  /** Replaces the record of a repository; after a crash either the old or the new one is found. */
  save(record: RepositoryRecord): void;
}

/** What the handlers change. Every call is complete when it returns. */
export interface Store {
  /** The record of a repository; an empty one when nothing is known about it. */
  read(gun: Gun): RepositoryRecord;
  replace(record: RepositoryRecord): void;
  /** Every change of every repository, oldest first. */
  changes(): readonly Change[];
  /** The ID that the next change gets. */
  nextChangeId(): number;
}

/** A store in memory; with a persistence every record is saved before it counts. */
export function createStore(persistence: Persistence | null = null): Store {
  const records = new Map<Gun, RepositoryRecord>();
  let changes: Change[] = [];
  for (const record of persistence?.load() ?? []) {
    records.set(record.gun, record);
    changes.push(...record.changes);
  }
  changes = changes.sort((left, right) => left.id - right.id);
  return {
    read: (gun) => records.get(gun) ?? emptyRecord(gun),
    replace: (record) => {
      const known = records.get(record.gun)?.changes.length ?? 0;
      persistence?.save(record);
      records.set(record.gun, record);
      changes.push(...record.changes.slice(known));
    },
    changes: () => changes,
    nextChangeId: () => (changes.at(-1)?.id ?? 0) + 1,
  };
}
