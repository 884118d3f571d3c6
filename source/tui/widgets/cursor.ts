import type { Line } from '../line.ts';

/** Shows where the cursor is without any colour. */
const CURSOR = '▸';

/**
 * A row with its gutter. The row under the cursor is marked and bold; its words keep the colour of what they mean,
 * but for secondary text, which would be hard to read in bold.
 */
export function withCursor(line: Line, selected: boolean): Line {
  return selected
    ? [{ text: CURSOR, token: 'accent', bold: true }, ...line.map(emphasise)]
    : [{ text: ' ' }, ...line];
}

function emphasise(span: Line[number]): Line[number] {
  const token = span.token === undefined || span.token === 'dim' ? 'selected' : span.token;
  return { ...span, token, bold: true };
}
