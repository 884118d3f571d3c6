import type { PlannedKey } from '../changes/plan.ts';
import { short } from './words.ts';

const PLACES: Readonly<Record<PlannedKey['place'], string>> = {
  here: 'here',
  new: 'new, here',
  server: 'at the server',
  elsewhere: 'not here',
};

/** Whose key, and its short ID: `jeff 77ab01c0aa00`, `repository key 262dc4a…`. */
export function keyName({ owner, canonicalId }: PlannedKey): string {
  const id = short(canonicalId);
  if (owner === null) {
    return `key ${id}`;
  }
  return 'name' in owner ? `${owner.name} ${id}` : `${owner.kind} key ${id}`;
}

export function placedKeyName(key: PlannedKey): string {
  return `${keyName(key)} (${PLACES[key.place]})`;
}

/** `a`, `a and b`, `a, b and c`; of many the first, and how many there are besides. */
export function listed(items: readonly string[], word = 'and', most = 12): string {
  const shown = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} ${word} ${last}`;
}
