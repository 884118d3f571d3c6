import { HOLES, type Hole } from './holes.ts';
import { squeeze } from './pasted.ts';

/** A message with holes, such as `<role> expired at <date>`, ready to be looked for. */
export interface Pattern {
  /** What comes before, between and after the holes, squeezed: one more than there are holes. Only the outer may be empty. */
  readonly literals: readonly Literal[];
  readonly holes: readonly NamedHole[];
  /** Characters that have to agree: the more, the less it is by chance. */
  readonly weight: number;
}

export interface Literal {
  readonly squeezed: string;
  /**
   * How many characters of punctuation it begins with, if there is a space after them: the colon in `<image>: <cause>` is
   * not the one before the tag of the image. 0 if it does not begin so.
   */
  readonly gap: number;
}

export interface NamedHole {
  readonly name: string;
  readonly hole: Hole;
}

/**
 * The pattern for a message as it is printed. What versions and people put before or leave out at the end, `Error: ` and
 * the last dot, does not have to be there. Throws a RangeError for a hole that is unknown: the catalogue is ours, so
 * that is a defect.
 */
export function pattern(template: string): Pattern {
  const parts = template
    .replace(/^(?:error|warning): /i, '')
    .replace(/[.?!:]{1,3}$/, '')
    .split(/<([a-z]+)>/);
  const literals = parts.filter((_, index) => index % 2 === 0).map(literal);
  const holes = parts.filter((_, index) => index % 2 === 1).map(named);
  return { literals, holes, weight: literals.reduce((sum, { squeezed }) => sum + squeezed.length, 0) };
}

function literal(text: string): Literal {
  return { squeezed: squeeze(text).squeezed, gap: /^([^\sa-z0-9]+)\s/i.exec(text)?.[1]?.length ?? 0 };
}

function named(name: string): NamedHole {
  const hole = HOLES.get(name);
  if (hole === undefined) {
    throw new RangeError(`no hole is called ${name}`);
  }
  return { name, hole };
}
