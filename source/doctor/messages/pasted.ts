/** Text as people paste it, without what terminals, loggers and line breaks have done to it. */
export interface Pasted {
  /** Runs of white space are one space, or one line break where they hold one. */
  readonly text: string;
  /** In lower case and without white space: lines that a terminal broke are whole again. */
  readonly squeezed: string;
  /** Place in `text` of each character of `squeezed`. */
  readonly places: Uint32Array;
}

/** Characters that are looked at, from the end: there a tool says why it stopped. */
export const PASTE_LIMIT = 65_536;

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is taken away.
const ESCAPES = /\u001b\[[0-9;:?]{0,32}[A-Za-z]|\u001b/g;
/** notary prints its errors as format strings: a percent sign takes what follows it with it (facts 13.26). */
const MANGLED = /%!(.)\((?:MISSING|NOVERB)\)|%!\(NOVERB\)/g;

export function pasted(message: string): Pasted {
  const text = message
    .slice(-PASTE_LIMIT)
    .replace(ESCAPES, '')
    .replace(MANGLED, '%$1')
    .replaceAll('\\"', '"')
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, (run) => (run.includes('\n') ? '\n' : ' '))
    .trim();
  return { text, ...squeeze(text) };
}

export function squeeze(text: string): Pick<Pasted, 'squeezed' | 'places'> {
  const places = new Uint32Array(text.length);
  const kept: string[] = [];
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character !== ' ' && character !== '\n') {
      places[kept.length] = index;
      const lower = character.toLowerCase();
      kept.push(lower.length === 1 ? lower : character);
    }
  }
  return { squeezed: kept.join(''), places: places.subarray(0, kept.length) };
}
