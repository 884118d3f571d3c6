import { safeText } from '../../base/index.ts';
import type { Line, Token } from '../line.ts';
import { lineWidth, wrapText } from '../widgets/text-layout.ts';
import { blankRow, type RowDraft } from './row-list.ts';

/** What is said under a title stands a little to the right of it. */
export const INDENT: Line = [{ text: '  ' }];

export interface Paragraph {
  readonly id: string;
  readonly text: string;
  readonly width: number;
  readonly token?: Token;
  readonly bold?: boolean;
  /** In front of the first line; the following lines are indented by as much. */
  readonly first?: Line;
  /** In front of the following lines instead of blanks, such as the branches of a tree; as wide as `first`. */
  readonly rest?: Line;
}

/** A sentence over as many rows as it needs. Each can be copied as a whole. */
export function paragraph({
  id,
  text,
  width,
  token,
  bold,
  first = [],
  rest,
}: Paragraph): readonly RowDraft[] {
  const indent = lineWidth(first);
  const following = rest ?? [{ text: ' '.repeat(indent) }];
  return wrapText(text, width - indent).map((line, index) => ({
    id: index === 0 ? id : `${id}:${index}`,
    line: [
      ...(index === 0 ? first : following),
      { text: line, ...(token === undefined ? {} : { token }), ...(bold === undefined ? {} : { bold }) },
    ],
    copy: [{ kind: 'text', value: safeText(text) }],
  }));
}

/** The title of a section, after a blank row. */
export function sectionTitle(id: string, text: string): readonly RowDraft[] {
  return [blankRow(`${id}:above`), { id, line: [{ text, token: 'title', bold: true }], inert: true }];
}
