import stringWidth from 'string-width';
import type { Line, Span } from '../line.ts';

/**
 * Characters known to take one column: printable ASCII, Latin-1 and the marks and rules that trustdeck draws itself.
 * They are the bulk of every frame, and need no grapheme segmentation.
 */
const NARROW = /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u00ff\u2500-\u257f…✓✗▸●○→–—]*$/;
const ELLIPSIS = '…';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Columns that `text` takes on a terminal; ambiguous characters count as narrow. */
export function textWidth(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text);
}

export function lineWidth(line: Line): number {
  return line.reduce((sum, span) => sum + textWidth(span.text), 0);
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

/** `line` in at most `width` columns. */
export function cutLine(line: Line, width: number): Line {
  if (lineWidth(line) <= width) {
    return line;
  }
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

/** `line` in exactly `width` columns: cut with `…`, or padded with blanks on the right (or left). */
export function fitLine(line: Line, width: number, align: 'left' | 'right' = 'left'): Line {
  const room = Math.max(0, width);
  const cut = cutLine(line, room);
  const missing = room - lineWidth(cut);
  if (missing === 0) {
    return cut;
  }
  const padding: Span = { text: ' '.repeat(missing) };
  return align === 'left' ? [...cut, padding] : [padding, ...cut];
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
