/** The three sentences of an error: what happened, why, and what to try next. */
export interface Words {
  readonly message: string;
  readonly why: string;
  readonly next: string;
}

/** Words for each code of a layer's map of problems; complete by construction. */
export type WordTable<Problems> = {
  readonly [Code in keyof Problems]: (detail: Problems[Code]) => Words;
};

/** `1 key`, `2 keys`. */
export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`;
}

export function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The first characters of a key ID or digest, as people compare them. */
export function short(id: string): string {
  return id.slice(0, 12);
}

/** The first `most` of the items, and how many there are besides: what strangers wrote may be long. */
export function few(items: readonly string[], most: number): string {
  const left = items.length - most;
  return [...items.slice(0, most), ...(left > 0 ? [`and ${left} more`] : [])].join('; ');
}
