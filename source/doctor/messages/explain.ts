import type { Explanation } from '../../operations/index.ts';
import { catalogue } from './catalogue.ts';
import type { MessageEntry } from './entry.ts';
import { fill, repositoryOf } from './fill.ts';
import { type Match, matches } from './match.ts';
import { type Pasted, pasted, squeeze } from './pasted.ts';
import type { Pattern } from './pattern.ts';
import { search } from './search.ts';

/** Of one paste, and of one message in it: more than that nobody reads, and hostile text shall not cost more. */
const MOST = 20;

/**
 * What docker or notary mean by what was pasted: a line, a whole terminal, or words to look for. Causes come first,
 * then what only follows from them, then remarks, each in the order of their lines; empty when nothing is known.
 */
export function explain(message: string): readonly Explanation[] {
  const text = pasted(message);
  const known = withoutRepetition(found(text)).sort(inOrder);
  const explained = known.length === 0 ? search(text.text) : withSharedRepository(known);
  return explained.map(({ entry, values }) => fill(entry, values)).slice(0, MOST);
}

interface Found {
  readonly entry: MessageEntry;
  readonly values: ReadonlyMap<string, string>;
  readonly match: Match;
  readonly weight: number;
  /** Where its line starts. */
  readonly line: number;
}

function found(text: Pasted): readonly Found[] {
  return catalogue().flatMap(({ entry, patterns }) =>
    entry.unless?.some((sign) => text.squeezed.includes(squeeze(sign).squeezed)) === true
      ? []
      : patterns.flatMap((pattern) => foundOne(entry, pattern, text)),
  );
}

function foundOne(entry: MessageEntry, pattern: Pattern, text: Pasted): readonly Found[] {
  return matches(pattern, text, MOST).map((match) => ({
    entry,
    values: withRepository(match.values),
    match,
    weight: pattern.weight,
    line: text.text.lastIndexOf('\n', text.places[match.from]),
  }));
}

/** Heavier patterns say more: what only repeats a part of one, or one that was met already, is left out. */
function withoutRepetition(all: readonly Found[]): Found[] {
  const kept = new Map<string, Found>();
  const seen: Found[] = [];
  for (const one of [...all].sort((left, right) => right.weight - left.weight)) {
    if (!seen.some((heavier) => repeats(one, heavier))) {
      seen.push(one);
      const saying = JSON.stringify([one.entry.message, ...one.values]);
      kept.set(saying, kept.get(saying) ?? one);
    }
  }
  return [...kept.values()];
}

/** Whether it is a part of what the heavier one says, or another wording of it in the same place. */
function repeats({ entry, match }: Found, heavier: Found): boolean {
  return (
    covers(heavier.match, match) ||
    (entry === heavier.entry && match.from < heavier.match.to && heavier.match.from < match.to)
  );
}

function covers(heavier: Match, match: Match): boolean {
  return match.agreed.every(([from, to]) =>
    heavier.agreed.some(([start, end]) => start <= from && to <= end),
  );
}

const STANDINGS = { cause: 0, wrapper: 1, aside: 2 } as const;

function inOrder(left: Found, right: Found): number {
  return standing(left) - standing(right) || left.line - right.line || right.weight - left.weight;
}

function standing({ entry }: Found): number {
  return STANDINGS[entry.standing ?? 'cause'];
}

function withRepository(values: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const image = values.get('image');
  return image === undefined ? values : new Map([...values, ['repo', repositoryOf(image)]]);
}

/** A paste about one repository names it in one line and means it in all. */
function withSharedRepository(all: readonly Found[]): readonly Pick<Found, 'entry' | 'values'>[] {
  const named = new Set(all.flatMap(({ values }) => values.get('repo') ?? []));
  const [repo] = named;
  return repo === undefined || named.size > 1
    ? all
    : all.map(({ entry, values }) => ({ entry, values: new Map([...values, ['repo', repo]]) }));
}
