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

/** What common codes of the operating system mean. */
const SYSTEM_CODES: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'operation not permitted'],
  ['ENOENT', 'its folder does not exist'],
  ['ENOTDIR', 'what should be its folder is a file'],
  ['EISDIR', 'it is a folder'],
  ['ENOSPC', 'no space left on the disk'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the file would be larger than is allowed'],
  ['EROFS', 'the disk is read-only'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['ELOOP', 'the links of it go round in a circle'],
  ['EMFILE', 'too many files are open'],
  ['EIO', 'the disk fails'],
]);

/** Why the operating system refused something, by its code. */
export function refusal(systemCode: string): string {
  const meaning = SYSTEM_CODES.get(systemCode);
  return `The system refuses: ${meaning === undefined ? systemCode : `${meaning} (${systemCode})`}.`;
}
