import type { Explanation } from '../../operations/index.ts';
import { catalogue, type Known } from './catalogue.ts';
import { fill, repositoryOf } from './fill.ts';
import { type Pasted, pasted } from './pasted.ts';
import { type Match, matches } from './pattern.ts';

/** What a pasted line of docker or notary means, the best match first; empty when nothing is known. */
export function explain(message: string): readonly Explanation[] {
  const text = pasted(message);
  return once(
    withoutCovered(found(text))
      .sort((left, right) => compare(left, right))
      .map(({ known, match }) => fill(known.entry, match.values)),
  ).slice(0, MOST);
}

/** Explanations of one paste; more than that nobody reads. */
const MOST = 20;

interface Found {
  readonly known: Known;
  readonly match: Match;
  readonly weight: number;
  readonly line: number;
}

function found(text: Pasted): readonly Found[] {
  return catalogue().flatMap((known) =>
    known.patterns.flatMap((pattern) =>
      [...matches(pattern, text)].map((match) => ({
        known,
        match: { ...match, values: withRepository(match.values) },
        weight: pattern.weight,
        line: 0,
      })),
    ),
  );
}

function withRepository(values: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const image = values.get('image');
  return image === undefined ? values : new Map([...values, ['repo', repositoryOf(image)]]);
}

function withoutCovered(all: readonly Found[]): Found[] {
  return [...all];
}

function compare(left: Found, right: Found): number {
  return right.weight - left.weight;
}

function once(all: readonly Explanation[]): readonly Explanation[] {
  const seen = new Map(all.map((one) => [JSON.stringify([one.message, ...one.values]), one]));
  return [...seen.values()];
}
