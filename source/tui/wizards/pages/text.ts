import type { Line, Token } from '../../line.ts';
import { wrapText } from '../../widgets/text-layout.ts';

export const BLANK: Line = [];

/** A sentence over as many lines as it needs, the following ones under its first word. */
export function sentence(
  text: string,
  width: number,
  {
    token,
    indent = 0,
    mark = '',
  }: { readonly token?: Token; readonly indent?: number; readonly mark?: string } = {},
): readonly Line[] {
  const first = ' '.repeat(indent) + mark;
  const rest = ' '.repeat(first.length);
  return wrapText(text, width - first.length).map(
    (line, index): Line => [
      { text: index === 0 ? first : rest, ...(token === undefined ? {} : { token }) },
      { text: line, ...(token === undefined ? {} : { token }) },
    ],
  );
}

export function heading(text: string): Line {
  return [{ text, token: 'title', bold: true }];
}
