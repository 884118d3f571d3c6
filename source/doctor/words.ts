/** `1 key`, `2 keys`. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${amount} ${amount === 1 ? noun : plural}`;
}

const MOST_NAMES = 5;

/** `alice`, `alice and bob`, `v1, v2, v3, v4, v5 and 7 more`. */
export function list(names: readonly string[], joined: 'and' | 'or' = 'and'): string {
  const left = names.length - MOST_NAMES;
  const shown = left > 0 ? [...names.slice(0, MOST_NAMES), `${left} more`] : names;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} ${joined} ${last}`;
}

export function day(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'an unknown day' : date.toISOString().slice(0, 10);
}

/** The name under which lists call a role: a delegation's without `targets/`. */
export function shortRole(role: string): string {
  return role.replace(/^targets\//, '');
}
