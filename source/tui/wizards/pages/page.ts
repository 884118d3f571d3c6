import { repositoryName, sharedHost } from '../../presentation/names.ts';
import type { WizardPage } from '../../store/wizard-kit.ts';
import { definitionOf } from '../current.ts';
import type { Asked } from '../definition.ts';
import { type Body, type BodyOptions, bodyOf } from './body.ts';
import { buttonsLine } from './buttons.ts';
import { bodyColumns, bodyRows } from './frame.ts';
import { stageNote, stagesLine } from './stages.ts';
import { BLANK } from './text.ts';

/** Lines above the body: the steps and a blank. */
const HEAD = 2;

/** The open page of a wizard: steps, body, buttons. */
export function wizardPage(asked: Asked, options: BodyOptions): WizardPage {
  const body = bodyOf(asked, options);
  const title = titleOf(asked);
  if (options.reader) {
    return {
      title,
      note: stageNote(asked),
      lines: [...body.lines, buttonsLine(asked)],
      fieldLine: body.fieldLine,
    };
  }
  const rows = bodyRows(asked.app);
  const first = firstRow(asked, body, rows);
  const visible = body.lines.slice(first, first + rows);
  const scrolls = visible.length < body.lines.length;
  const position = asked.app.settings.messages.app.detail.position;
  return {
    title,
    note: [
      stageNote(asked),
      scrolls
        ? `${position(first + 1, first + visible.length, body.lines.length)}${arrows(first, body.lines.length - rows)}`
        : '',
    ]
      .filter((part) => part !== '')
      .join(' · '),
    lines: [
      stagesLine(asked, bodyColumns(asked.app)),
      BLANK,
      ...Array.from({ length: rows }, (_, index) => visible[index] ?? BLANK),
      BLANK,
      buttonsLine(asked),
    ],
    fieldLine: body.fieldLine === null ? null : HEAD + body.fieldLine - first,
  };
}

/** Where there is more to read. */
function arrows(first: number, last: number): string {
  return ` ${first > 0 ? '↑' : ''}${first < last ? '↓' : ''}`;
}

/** The field, or the row of a list that the cursor is on, is always in view; other pages are scrolled by hand. */
function firstRow({ wizard }: Asked, { lines, keep, fieldLine }: Body, rows: number): number {
  const last = Math.max(0, lines.length - rows);
  const line = keep ?? fieldLine;
  if (line !== null) {
    return Math.min(last, Math.max(0, line - rows + 2));
  }
  const { phase } = wizard;
  if (phase.at === 'asking' && phase.face === 'read') {
    return Math.min(last, phase.index);
  }
  return 'top' in phase ? Math.min(last, phase.top) : last;
}

/** `Rotate jeff's key · admin/demo`. */
function titleOf(asked: Asked): string {
  const { wizard, words } = asked;
  const definition = definitionOf(asked);
  const { ending } = definition;
  const guns = (ending.kind === 'change' ? ending.guns?.(asked) : null) ?? wizard.guns;
  const [only] = guns;
  const about =
    definition.local === true || only === undefined
      ? ''
      : guns.length > 1
        ? words.repositories(guns.length)
        : repositoryName(only, sharedHost([only]));
  return [definition.title(asked), about].filter((part) => part !== '').join(' · ');
}
