import { safeText } from '../../../base/index.ts';
import type { Line } from '../../line.ts';
import { withCursor } from '../../widgets/cursor.ts';
import { cutText, fitLine, textWidth } from '../../widgets/text-layout.ts';
import { answersOf, problemOf } from '../asked.ts';
import { currentPage } from '../current.ts';
import type { Asked, CheckPage, ChoosePage, Option, Page, ReadPage } from '../definition.ts';
import type { Body, BodyOptions } from './body.ts';
import { bodyColumns } from './frame.ts';
import { BLANK, heading, sentence } from './text.ts';

/** Where answers begin, a little to the right of what asks for them. */
const INDENT = 2;
const LEAST_NOTE = 8;

/** A page that asks: the question, what there is to know, and the field or the list. */
export function askingBody(asked: Asked, options: BodyOptions): Body {
  const page = currentPage(asked);
  if (page === null) {
    return { lines: [], fieldLine: null, keep: null };
  }
  const head = headLines(asked, page);
  if (page.kind === 'read') {
    return { lines: [...head, ...commandLines(asked, page)], fieldLine: null, keep: null };
  }
  return page.kind === 'text'
    ? {
        lines: [...head, BLANK, BLANK, ...statusLines(asked, page)],
        fieldLine: head.length,
        keep: null,
      }
    : listBody(asked, page, { ...options, head });
}

function headLines(asked: Asked, page: Page): readonly Line[] {
  const { question, hint } = page.words(asked.words);
  const width = bodyColumns(asked.app);
  const about = page.about?.(asked) ?? [];
  return [
    ...sentence(question, width).map((line): Line => line.map((span) => ({ ...span, bold: true }))),
    ...(hint === undefined ? [] : sentence(hint, width, { token: 'dim' })),
    ...about.flatMap((text) => sentence(text, width)),
    BLANK,
  ];
}

/** What is wrong with the text so far; an example as long as there is no text. */
function statusLines(asked: Asked, page: Page): readonly Line[] {
  const { phase } = asked.wizard;
  const width = bodyColumns(asked.app);
  const { example } = page.words(asked.words);
  const problem = problemOf(asked, page);
  const empty = answersOf(asked, page)[0] === '';
  const touched = asked.wizard.answers.has(page.id) && !empty;
  const insisted = phase.at === 'asking' && phase.insisted;
  if (problem !== null && (insisted || touched)) {
    return sentence(problem, width, {
      token: insisted ? 'error' : 'warning',
      indent: INDENT,
      mark: insisted ? '✗ ' : '! ',
    });
  }
  return example === undefined || !empty
    ? []
    : sentence(asked.words.example(example), width, { token: 'dim', indent: INDENT });
}

/** Command lines to hand over, whole: they are copied with `y`. */
function commandLines(asked: Asked, page: ReadPage): readonly Line[] {
  const commands = page.commands(asked);
  const width = bodyColumns(asked.app);
  return commands.length === 0
    ? []
    : [
        heading(asked.words.fix.commands(commands.length)),
        ...commands.flatMap((line) => sentence(safeText(line), width, { indent: INDENT })),
      ];
}

interface ListInput extends BodyOptions {
  readonly head: readonly Line[];
}

function listBody(asked: Asked, page: ChoosePage | CheckPage, { head, reader }: ListInput): Body {
  const { phase } = asked.wizard;
  const options = page.options(asked);
  const chosen = new Set(answersOf(asked, page));
  const index = phase.at === 'asking' ? phase.index : 0;
  const insisted = phase.at === 'asking' && phase.insisted;
  const problem = problemOf(asked, page);
  const width = bodyColumns(asked.app);
  const labels = Math.min(
    Math.floor(width * 0.6),
    Math.max(0, ...options.map(({ label }) => textWidth(label))),
  );
  const rows = options.map((option, place): Line => {
    const marks = page.kind === 'check' ? `${chosen.has(option.id) ? '[x]' : '[ ]'} ` : '';
    const number = reader ? `${place + 1}. ` : '';
    return [
      { text: ' '.repeat(INDENT) },
      ...withCursor(
        optionLine(option, { before: number + marks, labels, width: width - INDENT - 1 }),
        place === index,
      ),
    ];
  });
  const under = options[index];
  const note = under?.disabled ?? under?.note ?? '';
  const whole: readonly Line[] =
    note === '' || rows[index]?.some(({ text }) => text.includes(note))
      ? []
      : [BLANK, ...sentence(note, width, { token: 'dim', indent: INDENT })];
  const why: readonly Line[] =
    problem !== null && (insisted || options.length === 0)
      ? [BLANK, ...sentence(problem, width, { token: 'error', indent: INDENT, mark: '✗ ' })]
      : [];
  return {
    lines: [...head, ...rows, ...whole, ...why],
    fieldLine: null,
    keep: insisted ? null : head.length + index,
  };
}

interface OptionLayout {
  readonly before: string;
  /** Columns of the widest label. */
  readonly labels: number;
  readonly width: number;
}

function optionLine(
  { label, note, disabled, elsewhere }: Option,
  { before, labels, width }: OptionLayout,
): Line {
  const said = disabled ?? note ?? '';
  const room = width - textWidth(before) - labels - 2;
  const text = fitLine(
    [
      {
        text: cutText(label, labels),
        ...(disabled === undefined && elsewhere === undefined ? {} : { token: 'dim' as const }),
      },
    ],
    said === '' || room < LEAST_NOTE ? textWidth(cutText(label, labels)) : labels,
  );
  return [
    { text: ` ${before}` },
    ...text,
    ...(said === '' || room < LEAST_NOTE
      ? []
      : ([{ text: `  ${cutText(said, room)}`, token: 'dim' }] as const)),
  ];
}
