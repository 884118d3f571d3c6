import { decodeUtf8 } from '../base/index.ts';
import { asGun, type Gun } from '../tuf/index.ts';
import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';

/** One change, as far as a list of repositories needs it (facts 6.3). */
export interface ChangeRecord {
  readonly id: string;
  readonly gun: string;
  readonly deleted: boolean;
}

/** A page of the changefeed, oldest first; throws `not-a-notary-server` for anything else. */
export function parseChangefeed(answer: Answer, server: string): readonly ChangeRecord[] {
  const page = answer.complete ? parseJson(answer.body) : null;
  // `records` is null when there are none.
  const records = isRecord(page) && 'records' in page ? (page['records'] ?? []) : null;
  const parsed = Array.isArray(records) ? records.map(parseRecord) : [null];
  if (!parsed.every((record) => record !== null)) {
    throw new NotaryError('not-a-notary-server', { server, status: answer.status, reason: 'malformed' });
  }
  return parsed;
}

/**
 * Collects the GUNs of a changefeed read newest first: each once, as its newest change says it, so that a deleted
 * repository is left out. Names that cannot be a `Gun` could not be opened and are left out too.
 */
export class ChangedGuns {
  readonly #guns = new Map<string, Gun | null>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.found().length >= this.#limit;
  }

  addNewestFirst({ gun, deleted }: ChangeRecord): void {
    if (!this.#guns.has(gun)) {
      this.#guns.set(gun, deleted ? null : asGun(gun));
    }
  }

  found(): readonly Gun[] {
    return [...this.#guns.values()].filter((gun) => gun !== null).slice(0, this.#limit);
  }
}

function parseRecord(record: unknown): ChangeRecord | null {
  if (!isRecord(record)) {
    return null;
  }
  const { ID: id, GUN: gun, Category: category } = record;
  return typeof id === 'string' && typeof gun === 'string'
    ? { id, gun, deleted: category === 'deletion' }
    : null;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes) ?? '');
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
