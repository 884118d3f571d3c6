import { MESSAGES } from './catalogue.ts';
import type { MessageEntry } from './entry.ts';

/** An entry that has rare words in common with what was looked for. */
export interface Hit {
  readonly entry: MessageEntry;
  readonly values: ReadonlyMap<string, string>;
}

/** How much of what was typed an entry has to say, by the rarity of the words, so that unknown text finds nothing. */
const ENOUGH = 0.7;
/** One word has to be at least this rare, by the logarithm of how many entries there are for each that says it. */
const RARE = 1.5;
/** Lines of a paste are no search: only those that are nearly a known message say anything. */
const WORDS_OF_A_LINE = 3;
const LINES = 50;
const LINE_LENGTH = 600;
const HITS = 5;

const COMMON = new Set(
  'a an and are as at be been but by can cannot could do does fatal for from has have how i if in into is it its my no not of on or so that the then there they this to was what when which why will with you your'.split(
    ' ',
  ),
);
/** Names, paths, addresses and IDs: what messages fill in, not what they say. */
const VALUE = /[/@=\\]|[0-9a-f]{7}|\d{4}/i;
const ROLE = /(?:^|[\s"'])(targets\/[-a-z0-9_]+(?:\/[-a-z0-9_]+)*)/;

/** Entries found by words, the best first: for text in which no message was recognised. */
export function search(text: string): readonly Hit[] {
  const lines = text
    .split('\n', LINES)
    .map((line) => line.slice(0, LINE_LENGTH))
    .filter((line) => line.trim() !== '');
  const values = new Map(
    [...(ROLE.exec(text.slice(0, LINE_LENGTH)) ?? [])].slice(1).map((role) => ['role', role]),
  );
  const entries =
    lines.length === 1
      ? find(lines[0] ?? '', 1).slice(0, HITS)
      : lines.flatMap((line) => find(line, WORDS_OF_A_LINE).slice(0, 1));
  return [...new Set(entries)].map((entry) => ({ entry, values }));
}

interface Index {
  readonly rarity: ReadonlyMap<string, number>;
  /** Of a word that no entry says. */
  readonly unknown: number;
  readonly entries: readonly Indexed[];
}

interface Indexed {
  readonly entry: MessageEntry;
  /** How much each of its words says about it. */
  readonly words: ReadonlyMap<string, number>;
}

/** What a word says, by where it stands: in the message, in its other wordings, in the codes of findings. */
const SAYS = { message: 1, also: 0.8, codes: 0.4 } as const;

let index: Index | null = null;

function find(line: string, fewest: number): readonly MessageEntry[] {
  index ??= createIndex();
  const { rarity, unknown, entries } = index;
  const sought = [...wordsOf(line)].map((word) => meant(word, rarity));
  const all = sum(sought, ({ rare }) => rare ?? unknown);
  return entries
    .map(({ entry, words }) => {
      const common = sought.filter(({ as }) => as.some((word) => words.has(word)));
      const covered = sum(common, ({ rare }) => rare ?? 0);
      const good =
        common.length >= fewest && covered >= all * ENOUGH && common.some(({ rare }) => (rare ?? 0) >= RARE);
      const said = sum(
        common,
        ({ as, rare }) => (rare ?? 0) * Math.max(...as.map((word) => words.get(word) ?? 0)),
      );
      const share = said / sum([...words], ([word, says]) => says * (rarity.get(word) ?? 0));
      return { entry, score: good ? said * (1 + share) : 0 };
    })
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score)
    .map(({ entry }) => entry);
}

/** The words of the catalogue that a word stands for: itself, or those that it begins, as while somebody types it. */
function meant(
  word: string,
  rarity: ReadonlyMap<string, number>,
): { readonly as: readonly string[]; readonly rare: number | null } {
  const as =
    rarity.has(word) || word.length < 3 ? [word] : [...rarity.keys()].filter((one) => one.startsWith(word));
  const rarities = as.map((one) => rarity.get(one)).filter((one) => one !== undefined);
  return { as, rare: rarities.length === 0 ? null : Math.min(...rarities) };
}

function createIndex(): Index {
  const entries = MESSAGES.map((entry) => ({ entry, words: wordsOfEntry(entry) }));
  const counts = new Map<string, number>();
  for (const word of entries.flatMap(({ words }) => [...words.keys()])) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return {
    entries,
    unknown: Math.log(entries.length),
    rarity: new Map([...counts].map(([word, count]) => [word, Math.log(entries.length / count)])),
  };
}

function wordsOfEntry({ message, also = [], codes }: MessageEntry): ReadonlyMap<string, number> {
  const places: readonly (readonly [string, number])[] = [
    [codes.join(' '), SAYS.codes],
    [also.join(' '), SAYS.also],
    [message, SAYS.message],
  ];
  return new Map(
    places.flatMap(([text, says]) =>
      [...wordsOf(text.replace(/<[a-z]+>/g, ' '))].map((word): [string, number] => [word, says]),
    ),
  );
}

/** Words without what differs between singular and plural, and between British and American spelling. */
function wordsOf(text: string): ReadonlySet<string> {
  return new Set(
    text
      .toLowerCase()
      .split(/\s+/)
      .filter((chunk) => !VALUE.test(chunk))
      .flatMap((chunk) => chunk.split(/[^a-z0-9]+/))
      .filter((word) => word.length > 1 && !COMMON.has(word))
      .map((word) => word.replace(/(?<=..)s$/, '').replaceAll('z', 's')),
  );
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
