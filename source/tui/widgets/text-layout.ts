import stringWidth from 'string-width';
import type { Line, Span } from '../line.ts';

/**
 * Characters known to take one column: printable ASCII, Latin-1 and the marks and rules that trustdeck draws itself.
 * They are the bulk of every frame, and need no grapheme segmentation, which costs a hundred times as much.
 */
const NARROW = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u00ff\u2500-\u257f…✓✗▸●○→–—]*$/;
/** The same with kana, Han and Hangul syllables, which take two columns and combine with nothing around them. */
const PLAIN =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u00ff\u2500-\u257f…✓✗▸●○→–—\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]*$/;
const WIDE = /[\u3041-\ud7a3]/g;
const ELLIPSIS = '…';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that `text` takes on a terminal; ambiguous characters count as narrow. */
export function textWidth(text: string): number {
  if (NARROW.test(text)) {
    return text.length;
  }
  return PLAIN.test(text) ? text.length + (text.match(WIDE)?.length ?? 0) : stringWidth(text);
}

/** Columns that a whole line takes: a name that begins with a combining character melts into what stands before it. */
export function lineWidth(line: Line): number {
  return textWidth(plainText(line));
}

/** `text` in at most `width` columns; where something is cut, the last column says so with `…`. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) {
    return text;
  }
  return width < 1 ? '' : `${head(text, width - 1)}${ELLIPSIS}`;
}

/** As `cutText`, but keeps the end: of two long repository names it is the end that tells them apart. */
export function cutTextStart(text: string, width: number): string {
  if (textWidth(text) <= width) {
    return text;
  }
  return width < 1 ? '' : `${ELLIPSIS}${tail(text, width - 1)}`;
}

/** `line` in exactly `width` columns: cut with `…`, or padded with blanks on the right (or left). */
export function fitLine(line: Line, width: number, align: 'left' | 'right' = 'left'): Line {
  const room = Math.max(0, width);
  const natural = lineWidth(line);
  if (natural === room) {
    return line;
  }
  return natural > room ? pad(cutLine(line, room), room, align) : pad(line, room, align);
}

function cutLine(line: Line, width: number): Line {
  const kept: Span[] = [];
  let room = width;
  for (const span of line) {
    const spanWidth = textWidth(span.text);
    // A span that fills the room exactly still needs its last column for the ellipsis: something follows it.
    if (spanWidth >= room) {
      kept.push({ ...span, text: cutText(spanWidth === room ? `${span.text}${ELLIPSIS}` : span.text, room) });
      break;
    }
    kept.push(span);
    room -= spanWidth;
  }
  return kept;
}

/** Fills up with blanks. The first of them may melt into a character that combines with what follows it. */
function pad(line: Line, width: number, align: 'left' | 'right'): Line {
  let padded = line;
  for (let missing = width - lineWidth(line); missing > 0; missing = width - lineWidth(padded)) {
    const blanks: Span = { text: ' '.repeat(missing) };
    padded = align === 'left' ? [...padded, blanks] : [blanks, ...padded];
  }
  return padded;
}

/** Paragraphs of plain text as lines of at most `width` columns, broken at blanks, and within words only when one is too long. */
export function wrapText(text: string, width: number): readonly string[] {
  const room = Math.max(1, width);
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ').flatMap((part) => splitWord(part, room))) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (textWidth(joined) <= room) {
      current = joined;
    } else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}

/** The plain characters of a line, as a test or a screen reader sees them. */
export function plainText(line: Line): string {
  return line.map((span) => span.text).join('');
}

function splitWord(word: string, width: number): readonly string[] {
  const parts: string[] = [];
  let rest = word;
  while (textWidth(rest) > width) {
    // A wide character in a single column still has to go somewhere, or this would never end.
    const part = head(rest, width) || firstGrapheme(rest);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return [...parts, rest];
}

function firstGrapheme(text: string): string {
  for (const { segment } of graphemes.segment(text)) {
    return segment;
  }
  return '';
}

function head(text: string, width: number): string {
  if (NARROW.test(text)) {
    return text.slice(0, width);
  }
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    used += textWidth(segment);
    if (used > width) {
      break;
    }
    kept += segment;
  }
  return kept;
}

function tail(text: string, width: number): string {
  if (NARROW.test(text)) {
    return width === 0 ? '' : text.slice(-width);
  }
  let kept = '';
  let used = 0;
  for (const { segment } of [...graphemes.segment(text)].reverse()) {
    used += textWidth(segment);
    if (used > width) {
      break;
    }
    kept = `${segment}${kept}`;
  }
  return kept;
}
