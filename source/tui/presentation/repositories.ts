import { safeText } from '../../base/index.ts';
import type { FindingCode, RepositoryReport } from '../../operations/index.ts';
import type { Gun } from '../../tuf/index.ts';
import type { Line, Span } from '../line.ts';
import type { RepositoryLoad } from '../store/state.ts';
import { joinColumns, placeColumns } from '../widgets/columns.ts';
import { cutText, textWidth } from '../widgets/text-layout.ts';
import { shortTime } from './dates.ts';
import { matches } from './filter.ts';
import { healthMark, MARKS } from './marks.ts';
import { repositoryName, sharedHost } from './names.ts';
import type { RowContext, RowList } from './row.ts';
import { lazyListOf } from './row-list.ts';

export interface RepositoryItem {
  readonly gun: Gun;
  readonly load: RepositoryLoad;
}

/** The widest that a reason gets while names want the room. */
const REASON = 16;
/** The server did not answer, for no reason that anybody here can do something about. */
const SILENT: ReadonlySet<FindingCode> = new Set(['server-unreachable', 'server-failure'] as const);
const LEAST_NAME = 12;
const MARK = 2;

/** The repositories' panel: a health mark, the name, and in a word or two what is the matter. */
export function repositoryRows(items: readonly RepositoryItem[], context: RowContext): RowList {
  const host = sharedHost(items.map(({ gun }) => gun));
  const shown = items.filter(({ gun }) => matches(context.filter, [gun]));
  return lazyListOf<RepositoryItem>({
    items: shown,
    width: context.width,
    idOf: ({ gun }) => gun,
    draft: (item) => ({
      id: item.gun,
      line: repositoryLine(item, host, context),
      copy: [{ kind: 'gun', value: safeText(item.gun) }],
      opens: { kind: 'repository', gun: item.gun },
    }),
  });
}

function repositoryLine({ gun, load }: RepositoryItem, host: string | null, context: RowContext): Line {
  const name = repositoryName(gun, host);
  const reason = cutText(reasonOf(load, context), REASON);
  const columns = placeColumns(
    [
      { natural: textWidth(name), min: LEAST_NAME, grow: true, cut: 'start' },
      { natural: textWidth(reason), expendable: 1 },
    ],
    Math.max(0, context.width - MARK),
  );
  const cells = [[{ text: name }], [{ text: reason, token: reasonToken(load) }]];
  return [markOf(load), { text: ' ' }, ...joinColumns(columns, cells)];
}

function markOf({ report, failure, running }: RepositoryLoad): Span {
  if (report !== null) {
    return healthMark(report.health.level);
  }
  if (failure !== null) {
    return MARKS.error;
  }
  return running === null ? MARKS.waiting : MARKS.busy;
}

function reasonToken({ report, failure }: RepositoryLoad): NonNullable<Span['token']> {
  const level = report?.health.level ?? (failure === null ? 'ok' : 'error');
  return level === 'error' || level === 'warning' ? level : 'dim';
}

function reasonOf(load: RepositoryLoad, context: RowContext): string {
  const { panels } = context.messages;
  if (load.running !== null) {
    return panels.repositories.loading;
  }
  if (load.report !== null) {
    return reportReason(load.report, context);
  }
  return load.failure === null ? '' : panels.repositories.failed;
}

/** The worst finding; that the server does not answer is better said by how old the data is. */
function reportReason(report: RepositoryReport, context: RowContext): string {
  const { freshness, health } = report;
  const [worst] = health.findings;
  if (freshness.from === 'cache' && (worst === undefined || SILENT.has(worst.code))) {
    return cacheAge(freshness.savedAt, context);
  }
  return worst === undefined ? '' : safeText(worst.short);
}

function cacheAge(savedAt: Date | null, { now, messages }: RowContext): string {
  return messages.panels.repositories.cached(savedAt === null ? '' : shortTime(savedAt, now, messages));
}
