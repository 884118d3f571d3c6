/** Points for a character that continues a run, or begins a word: both are how people abbreviate. */
const RUN = 6;
const WORD_START = 5;

type Finder = (text: string, character: string, from: number) => number;

/**
 * How well `text` matches what was typed: its characters in order, with gaps allowed. Larger is better; null when it
 * does not match. Blanks in what was typed are skipped.
 */
export function fuzzyScore(text: string, typed: string): number | null {
  const lower = text.toLowerCase();
  const wanted = typed.toLowerCase().replaceAll(/\s/g, '');
  // Jumping to the start of a word can jump over the only way to match; taking the first of each never does.
  return scoreWith(lower, wanted, preferringWords) ?? scoreWith(lower, wanted, first);
}

function scoreWith(text: string, typed: string, find: Finder): number | null {
  let score = 0;
  let from = 0;
  for (const character of typed) {
    const found = find(text, character, from);
    if (found < 0) {
      return null;
    }
    score += 1 + (found === from && from > 0 ? RUN : 0) + (startsWord(text, found) ? WORD_START : 0);
    from = found + character.length;
  }
  return score - text.length / 100;
}

const first: Finder = (text, character, from) => text.indexOf(character, from);

/** The character right here, else at the start of a word, else anywhere. */
const preferringWords: Finder = (text, character, from) => {
  if (text.startsWith(character, from)) {
    return from;
  }
  for (let index = from; index < text.length; index += 1) {
    if (text.startsWith(character, index) && startsWord(text, index)) {
      return index;
    }
  }
  return first(text, character, from);
};

function startsWord(text: string, index: number): boolean {
  return index === 0 || /[^a-z0-9]/.test(text[index - 1] ?? '');
}
