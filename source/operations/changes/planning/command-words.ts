import type { Gun, KeyId } from '../../../tuf/index.ts';
import type { ChangeKind, ChangeRequest } from '../change-request.ts';
import type { PlanTask } from '../plan.ts';

export type RequestOf<Kind extends ChangeKind> = Extract<ChangeRequest, { readonly kind: Kind }>;
export type Words = readonly string[];

/** What a command line can say of keys beyond the request. */
export interface KnownKeys {
  /** Files that keys were read from, by ID. */
  readonly paths: ReadonlyMap<KeyId, string>;
  /** Made for the change: there is no file of them to name. */
  readonly fresh: ReadonlySet<KeyId>;
}

export interface CommandLines<Kind extends ChangeKind> {
  readonly trustdeck: (request: RequestOf<Kind>, gun: Gun, known: KnownKeys) => Words;
  /** The same with the tool that people may have, where it has such a command and that works. */
  readonly others: (
    request: RequestOf<Kind>,
    gun: Gun,
  ) => readonly (readonly [PlanTask['commands'][number]['tool'], Words])[];
}
