import { safeText } from '../../base/index.ts';
import type { ActivityEntry } from '../../operations/index.ts';
import type { Span } from '../line.ts';
import type { Messages } from '../messages/messages.ts';
import { joinColumns, placeColumns } from '../widgets/columns.ts';
import { cutText, cutTextStart } from '../widgets/text-layout.ts';
import { clockTime } from './dates.ts';
import { matches } from './filter.ts';
import { MARKS } from './marks.ts';
import type { RowContext, RowList } from './row.ts';
import { lazyListOf } from './row-list.ts';

const TIME = 8;
const TEXT = { least: 24, usual: 90 };
const RESULT = { least: 12, usual: 18 };
const MILLISECONDS = 9;

/** The Activity tab: when, what, how it went and how long it took. */
export function activityRows(entries: readonly ActivityEntry[], context: RowContext): RowList {
  const { messages } = context;
  const columns = placeColumns(
    [
      { natural: TIME, expendable: 2 },
      { natural: 1 },
      { natural: TEXT.usual, min: TEXT.least, grow: true },
      { natural: RESULT.usual, min: RESULT.least, expendable: 1 },
      { natural: MILLISECONDS, align: 'right', expendable: 3 },
    ],
    context.width,
  );
  return lazyListOf<ActivityEntry>({
    items: entries.filter(({ text, result }) => matches(context.filter, [text, result ?? ''])),
    width: context.width,
    idOf: ({ id }) => String(id),
    draft: (entry) => ({
      id: String(entry.id),
      line: joinColumns(columns, [
        [{ text: clockTime(entry.at), token: 'dim' }],
        [outcomeMark(entry)],
        [{ text: cutEntry(shortened(entry.text), columns[2]?.width ?? 0) }],
        [{ text: resultText(entry, messages), token: entry.outcome === 'failed' ? 'error' : 'dim' }],
        [{ text: duration(entry, messages), token: 'dim' }],
      ]),
      copy: [{ kind: 'text', value: safeText(entry.text) }],
      opens: { kind: 'text', text: `${entry.text}\n${resultText(entry, messages)}` },
    }),
  });
}

/** Files are asked for by their digest; its first digits tell them apart, and leave room for the role's name. */
function shortened(text: string): string {
  return safeText(text).replaceAll(/\b([0-9a-f]{7})[0-9a-f]{57}\b/g, '$1');
}

/** Of a request the method and the end of its path tell most; of anything else the beginning. */
function cutEntry(text: string, width: number): string {
  const [, method = '', path = ''] = /^([A-Z]+ )(.*)$/.exec(text) ?? [];
  return path === '' ? cutText(text, width) : method + cutTextStart(path, width - method.length);
}

function resultText({ result, outcome }: ActivityEntry, { detail }: Messages): string {
  return result === null ? detail.activity.outcomes[outcome] : safeText(result);
}

function duration({ milliseconds }: ActivityEntry, { detail }: Messages): string {
  return milliseconds === null ? '' : detail.activity.milliseconds(Math.round(milliseconds));
}

function outcomeMark({ outcome }: ActivityEntry): Span {
  switch (outcome) {
    case 'running':
      return MARKS.busy;
    case 'ok':
      return MARKS.ok;
    case 'failed':
      return MARKS.error;
    case 'cancelled':
      return MARKS.notice;
  }
}
