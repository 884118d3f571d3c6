import { safeText } from '../../base/index.ts';
import type { ErrorReport } from '../../operations/index.ts';
import type { Line, Token } from '../line.ts';
import type { Messages } from '../messages/messages.ts';
import { wrapText } from '../widgets/text-layout.ts';

/** An error as a page: what happened, why, and what to try next. */
export function errorLines(failure: ErrorReport, width: number, { shell }: Messages): readonly Line[] {
  return [
    ...paragraph(failure.message, width, 'error'),
    ...labelled(shell.errorWhy, failure.why, width),
    ...labelled(shell.errorNext, failure.next, width),
  ];
}

function labelled(label: string, text: string, width: number): readonly Line[] {
  return text === '' ? [] : [[], [{ text: label, token: 'title' }], ...paragraph(text, width)];
}

/** Errors quote servers and files, so that every line of them is made safe here, where it is drawn. */
function paragraph(text: string, width: number, token: Token = 'text'): readonly Line[] {
  return text
    .split('\n')
    .flatMap((part) => wrapText(safeText(part), width))
    .map((line) => [{ text: line, token }]);
}
