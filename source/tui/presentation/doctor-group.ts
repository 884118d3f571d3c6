import { safeText } from '../../base/index.ts';
import type { Diagnosed, ErrorReport } from '../../operations/index.ts';
import type { Gun } from '../../tuf/index.ts';
import type { Line } from '../line.ts';
import { textWidth } from '../widgets/text-layout.ts';
import { INDENT, type Paragraph, paragraph } from './paragraph.ts';
import type { RowContext } from './row.ts';
import type { RowDraft } from './row-list.ts';

/** What is known of what can be done: while it is looked for, findings are shown without. */
export type FixesLoad =
  | { readonly status: 'known' }
  | { readonly status: 'looking' }
  | { readonly status: 'failed'; readonly failure: ErrorReport };

export interface DoctorModel {
  /** null: of this machine. */
  readonly gun: Gun | null;
  readonly findings: readonly Diagnosed[];
  readonly fixes: FixesLoad;
  /** There is metadata to open from a finding. */
  readonly opened: boolean;
}

/** A finding whose rows are made. */
export interface Group extends DoctorModel, Diagnosed {
  readonly id: string;
  readonly context: RowContext;
}

export interface Labelled extends Pick<Paragraph, 'token' | 'bold' | 'first'> {
  readonly id: string;
  readonly label: string;
  /** Made safe here; null where there is nothing to say. */
  readonly text: string | null;
}

/** A sentence with a label in front of it, in a column of their own. The cursor goes from sentence to sentence. */
export function labelled(
  { id: finding, context }: Group,
  { id, label, text, ...rest }: Labelled,
): readonly RowDraft[] {
  const { labels } = context.messages.doctor;
  const column = Math.max(...Object.values(labels).map(textWidth)) + 2;
  const first: Line = [
    ...INDENT,
    { text: `${label}${' '.repeat(column - textWidth(label))}`, token: 'dim' },
    ...(rest.first ?? []),
  ];
  return text === null
    ? []
    : paragraph({
        id: `${finding}:${id}`,
        text: safeText(text),
        width: context.width,
        token: 'dim',
        ...rest,
        first,
      }).map((row, index) => ({ ...row, inert: index > 0 }));
}
