import type { Brand } from '../base/index.ts';

/** Globally Unique Name of a trust collection, for images the repository name with its registry. */
export type Gun = Brand<string, 'Gun'>;

/** The server keeps GUNs in a column of 255 characters. */
const MAX_GUN_LENGTH = 255;

/**
 * Returns `text` as a GUN, or null when it cannot be one. Notary itself checks nothing and pastes the name into a
 * URL and a path; refused here are names that would change either: empty, too long, control characters or blanks,
 * `% ? # * \`, and empty, `.` or `..` path segments (the escape from the trust directory, facts 1.1).
 */
export function asGun(text: string): Gun | null {
  if (text.length === 0 || text.length > MAX_GUN_LENGTH || /[\p{Cc}\s%?#*\\]/u.test(text)) {
    return null;
  }
  const hasBadSegment = text
    .split('/')
    .some((segment) => segment === '' || segment === '.' || segment === '..');
  return hasBadSegment ? null : (text as Gun);
}

/** Whether `pattern` ends in `*` and, without its last asterisks, is a prefix of the GUN (facts 1.1). */
export function isInNamespace(gun: Gun, pattern: string): boolean {
  // By hand: a certificate may hold so many asterisks that a pattern would take hours to find the last ones.
  let end = pattern.length;
  while (pattern[end - 1] === '*') {
    end -= 1;
  }
  return end < pattern.length && gun.startsWith(pattern.slice(0, end));
}
