import type { Pasted } from './pasted.ts';
import type { Literal, NamedHole, Pattern } from './pattern.ts';

export interface Match {
  /** Where it is in the squeezed text; `to` is behind it. */
  readonly from: number;
  readonly to: number;
  /** The parts of it that had to agree. */
  readonly agreed: readonly (readonly [from: number, to: number])[];
  readonly values: ReadonlyMap<string, string>;
}

/** Of a value, squeezed. Longer ones are no value of any message, and limit what hostile text can cost. */
const LONGEST = 400;
const WORD = /[a-z0-9]/;
/** What quotes, brackets and loggers leave before a value, and sentences after it. */
const LEADING = /^.{0,400}["'=(]/;
const TRAILING = /["'`,;:.)\]]{1,8}$/;

/** The first places where a pattern is found. Looks at each place once and never goes back, so that its cost is bounded. */
export function matches(sought: Pattern, text: Pasted, most: number): readonly Match[] {
  const anchor = sought.literals.find(({ squeezed }) => squeezed !== '')?.squeezed ?? '';
  const found: Match[] = [];
  let at = text.squeezed.indexOf(anchor);
  while (at !== -1 && found.length < most) {
    const match = matchAt(sought, text, at);
    if (match !== null) {
      found.push(match);
    }
    at = text.squeezed.indexOf(anchor, Math.max(match?.to ?? 0, at + 1));
  }
  return found;
}

function matchAt({ literals, holes }: Pattern, text: Pasted, anchor: number): Match | null {
  const values = new Map<string, string>();
  const agreed: [number, number][] = [];
  let from = anchor;
  let first = 0;
  if (literals[0]?.squeezed === '') {
    from = startOfToken(text, anchor);
    if (!take(values, holes[0], valueBetween(text, from, anchor).replace(LEADING, ''))) {
      return null;
    }
    first = 1;
  } else if (!startsWord(text, anchor)) {
    return null;
  }
  let to = anchor + (literals[first]?.squeezed.length ?? 0);
  agreed.push([anchor, to]);
  for (let index = first; index < holes.length; index++) {
    const next = literals[index + 1];
    const end =
      next === undefined || next.squeezed === ''
        ? endOfValue(text, to, holes[index])
        : placeOf(next, text, to);
    if (end === null || !take(values, holes[index], valueBetween(text, to, end))) {
      return null;
    }
    to = end + (next?.squeezed.length ?? 0);
    if (to > end) {
      agreed.push([end, to]);
    }
  }
  return literals.at(-1)?.squeezed !== '' && !endsWord(text, to) ? null : { from, to, agreed, values };
}

function take(values: Map<string, string>, named: NamedHole | undefined, raw: string): boolean {
  if (named === undefined) {
    return false;
  }
  const { name, hole } = named;
  if (!hole.words && raw.includes(' ')) {
    return false;
  }
  const value = hole.words ? raw.replaceAll('\n', ' ') : raw.replaceAll('\n', '');
  if (!hole.accepts.test(value.replaceAll(' ', '').toLowerCase())) {
    return false;
  }
  if (!values.has(name)) {
    values.set(name, value);
  }
  return true;
}

function placeOf(
  { squeezed, gap }: Literal,
  { text, squeezed: all, places }: Pasted,
  from: number,
): number | null {
  const near = all.slice(from, from + LONGEST + squeezed.length);
  let found = near.indexOf(squeezed);
  while (found !== -1) {
    const after = from + found + gap;
    if (gap === 0 || after >= places.length || isBreak(text, places[after - 1], places[after])) {
      return from + found;
    }
    found = near.indexOf(squeezed, found + 1);
  }
  return null;
}

/** The value between two places, without the quotes around it. */
function valueBetween({ text, places }: Pasted, from: number, to: number): string {
  const start = places[from];
  const last = places[to - 1];
  return from >= to || start === undefined || last === undefined
    ? ''
    : text
        .slice(start, last + 1)
        .replace(/^["'`([]{1,8}/, '')
        .replace(TRAILING, '');
}

function startOfToken({ text, places }: Pasted, end: number): number {
  let at = Math.max(end - 1, 0);
  while (at > 0 && end - at < LONGEST && !isBreak(text, places[at - 1], places[at])) {
    at--;
  }
  return at;
}

function endOfValue({ text, places }: Pasted, from: number, named: NamedHole | undefined): number {
  const ends = named?.hole.words === true ? isLineBreak : isBreak;
  let at = Math.min(from + 1, places.length);
  while (at < places.length && at - from < LONGEST && !ends(text, places[at - 1], places[at])) {
    at++;
  }
  return at;
}

function isBreak(_text: string, before = 0, after = 0): boolean {
  return after - before > 1;
}

function isLineBreak(text: string, before = 0, after = 0): boolean {
  return after - before > 1 && text.charAt(before + 1) === '\n';
}

function startsWord({ text, places, squeezed }: Pasted, at: number): boolean {
  const place = places[at] ?? 0;
  return !(WORD.test(squeezed.charAt(at)) && WORD.test(text.charAt(place - 1).toLowerCase()));
}

function endsWord({ text, places, squeezed }: Pasted, to: number): boolean {
  const place = places[to - 1] ?? 0;
  return !(WORD.test(squeezed.charAt(to - 1)) && WORD.test(text.charAt(place + 1).toLowerCase()));
}
