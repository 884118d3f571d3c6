import { safeText } from '../../../base/index.ts';
import type { IncomingKey } from '../../../operations/index.ts';
import type { Line, Span } from '../../line.ts';
import { errorLines } from '../../overlays/error-lines.ts';
import { MARKS } from '../../presentation/marks.ts';
import { shortId } from '../../presentation/names.ts';
import type { Incoming } from '../../store/wizard-state.ts';
import { fitColumns, joinColumns } from '../../widgets/columns.ts';
import type { Asked } from '../definition.ts';
import { bodyColumns } from './frame.ts';
import { BLANK, heading, sentence } from './text.ts';

const MARKS_OF: Readonly<Record<IncomingKey['action'], Span>> = {
  add: { text: '+', token: 'added' },
  same: MARKS.notice,
  conflict: MARKS.warning,
};

/** The keys of a file, opened, before any of them is added. */
export function previewBody(asked: Asked, { keys, unreadable, exposed }: Incoming): readonly Line[] {
  const { incoming: words } = asked.words;
  const { messages } = asked.app.settings;
  const width = bodyColumns(asked.app);
  const cells = keys.map((key): readonly Line[] => [
    [MARKS_OF[key.action], { text: ` ${safeText(key.role)}` }],
    [{ text: shortId(key.keyId), token: 'accent' }],
    [{ text: safeText(key.algorithm), token: 'dim' }],
    [{ text: words.actions[key.action], ...(key.action === 'conflict' ? { token: 'warning' } : {}) }],
    [
      {
        text: [words.format(safeText(key.format)), safeText(key.gun ?? '')].filter(Boolean).join(' '),
        token: 'dim',
      },
    ],
  ]);
  const columns = fitColumns(
    [{ least: 8 }, {}, { expendable: 1 }, {}, { expendable: 2, least: 8 }],
    cells,
    width - 2,
  );
  return [
    heading(words.title(keys.length)),
    BLANK,
    ...cells.map((row): Line => [{ text: '  ' }, ...joinColumns(columns, row)]),
    ...(keys.some(({ action }) => action === 'add') ? [] : [BLANK, ...sentence(words.nothing, width)]),
    ...(exposed ? [BLANK, ...sentence(words.exposed, width, { token: 'warning', mark: '! ' })] : []),
    ...unreadable.flatMap((failure) => [
      BLANK,
      heading(words.unreadable),
      ...errorLines(failure, width, messages),
    ]),
  ];
}
