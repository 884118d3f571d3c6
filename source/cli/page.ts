import stringWidth from 'string-width';
import { type SafeText, safeText } from '../base/index.ts';

/** What stands out on a page; without colours nothing is lost but that. */
export type PageStyle = 'error' | 'warning' | 'ok' | 'strong' | 'dim';

/** A piece of text; it may come from anywhere, and is made safe before it is drawn. */
export interface Span {
  readonly text: string;
  readonly style?: PageStyle;
}

/** A paragraph: what does not fit on one line goes on below, as far to the right as it began. */
export interface PageLine {
  /** Indentation and mark in front. */
  readonly lead: Span;
  readonly spans: readonly Span[];
  /** Never broken: what is to be copied, such as a command. */
  readonly whole?: boolean;
}

/** What a page is drawn on. */
export interface Paper {
  /** null where lines may be of any length, as in a pipe. */
  readonly columns: number | null;
  readonly styled: boolean;
}

/** Select Graphic Rendition (ECMA-48): on, off. */
const CODES: Readonly<Record<PageStyle, readonly [number, number]>> = {
  error: [31, 39],
  warning: [33, 39],
  ok: [32, 39],
  strong: [1, 22],
  dim: [2, 22],
};

/** Narrower than this, text is left to the terminal to break. */
const NARROWEST = 20;

/** A line of one style. */
export function pageLine(lead: string, text: string, style?: PageStyle): PageLine {
  return { lead: { text: lead }, spans: [style === undefined ? { text } : { text, style }] };
}

/** A line to be copied. */
export function wholeLine(lead: string, text: string): PageLine {
  return { ...pageLine(lead, text), whole: true };
}

export const BLANK: PageLine = pageLine('', '');

/** The page as lines to be written as they are: everything in them but the styles has been made safe. */
export function drawPage(lines: readonly PageLine[], paper: Paper): readonly string[] {
  return lines.flatMap((line) => drawLine(line, paper));
}

function drawLine({ lead, spans, whole = false }: PageLine, { columns, styled }: Paper): readonly string[] {
  const mark = safe(lead);
  const room = columns === null ? Infinity : columns - stringWidth(mark.text);
  const safeSpans = spans.map(safe);
  const rows = whole || columns === null || room < NARROWEST ? [safeSpans] : broken(safeSpans, room);
  const draw = ({ text, style }: SafeSpan): string => (styled ? inStyle(text, style) : text);
  const indentation = ' '.repeat(stringWidth(mark.text));
  return rows.map((row, index) =>
    `${index === 0 ? draw(mark) : indentation}${joined(row).map(draw).join('')}`.trimEnd(),
  );
}

interface SafeSpan extends Span {
  readonly text: SafeText;
}

function safe({ text, style }: Span): SafeSpan {
  return { text: safeText(text), ...(style === undefined ? {} : { style }) };
}

/** Puts as many words on each row as there is room for; one that is longer has a row of its own. */
function broken(spans: readonly SafeSpan[], room: number): readonly (readonly SafeSpan[])[] {
  const rows: SafeSpan[][] = [[]];
  let used = 0;
  for (const span of spans) {
    for (const word of span.text.match(/ +|[^ ]+/g) ?? []) {
      const width = stringWidth(word);
      const isGap = word.startsWith(' ');
      if (used > 0 && used + width > room && !isGap) {
        rows.push([]);
        used = 0;
      }
      if (used > 0 || !isGap) {
        rows.at(-1)?.push({ ...span, text: safeText(word) });
        used += width;
      }
    }
  }
  return rows.map(withoutTrailingGap);
}

function withoutTrailingGap(row: readonly SafeSpan[]): readonly SafeSpan[] {
  const last = row.findLastIndex(({ text }) => !text.startsWith(' '));
  return row.slice(0, last + 1);
}

/** Words of one style as one piece, so that the style is not switched on for each. */
function joined(row: readonly SafeSpan[]): readonly SafeSpan[] {
  const pieces: SafeSpan[] = [];
  for (const span of row) {
    const last = pieces.at(-1);
    if (last !== undefined && last.style === span.style) {
      pieces[pieces.length - 1] = { ...span, text: safeText(`${last.text}${span.text}`) };
    } else {
      pieces.push(span);
    }
  }
  return pieces;
}

function inStyle(text: string, style: PageStyle | undefined): string {
  if (style === undefined || text === '') {
    return text;
  }
  const [on, off] = CODES[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}
