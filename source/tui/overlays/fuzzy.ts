/** Points for a character that continues a run, or begins a word: both are how people abbreviate. */
const RUN = 4;
const WORD_START = 6;

/**
 * How well `text` matches what was typed: its characters in order, with gaps allowed. Larger is better; null when it
 * does not match. Blanks in what was typed are skipped.
 */
export function fuzzyScore(text: string, typed: string): number | null {
  const lower = text.toLowerCase();
  let score = 0;
  let from = 0;
  for (const character of typed.toLowerCase().replaceAll(/\s/g, '')) {
    const found = nextMatch(lower, character, from);
    if (found < 0) {
      return null;
    }
    score += 1 + (found === from && from > 0 ? RUN : 0) + (startsWord(lower, found) ? WORD_START : 0);
    from = found + 1;
  }
  return score - lower.length / 100;
}

/** The character right here, else at the start of a word, else anywhere. */
function nextMatch(text: string, character: string, from: number): number {
  if (text[from] === character) {
    return from;
  }
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === character && startsWord(text, index)) {
      return index;
    }
  }
  return text.indexOf(character, from);
}

function startsWord(text: string, index: number): boolean {
  return index === 0 || /[^a-z0-9]/.test(text[index - 1] ?? '');
}
