import { safeText } from '../../base/index.ts';
import type { ServerChoice } from '../../operations/index.ts';
import type { Line, Span, Token } from '../line.ts';
import type { ConnectionWord } from '../messages/areas/app.ts';
import { isExamined } from '../presentation/checkup.ts';
import { healthCount, loadOf, selectedReport } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { cutText, fitLine, lineWidth, textWidth } from '../widgets/text-layout.ts';

const GAP = '  ';

/** The first line of the screen: where trustdeck is connected on the left, how it stands on the right. */
export function headerLine(state: AppState): Line {
  const right = rightSide(state);
  const room = state.size.columns - lineWidth(right) - GAP.length;
  return [...fitLine(leftSide(state, room), room), { text: ' ' }, ...right, { text: ' ' }];
}

/** Something the header says; the lower its rank, the sooner it is left out where there is not enough room. */
interface Part {
  readonly span: Span;
  readonly rank: number;
}

function leftSide(state: AppState, room: number): Line {
  const name: Span = { text: ` ${state.settings.messages.words.app}`, token: 'title', bold: true };
  const server = serverText(state);
  const all = parts(state);
  const fitting = [...all]
    .sort((one, other) => other.rank - one.rank)
    .map((_, index, ranked) => ranked.slice(0, ranked.length - index))
    .find((kept) => widthWith(kept) + textWidth(name.text) + textWidth(server) + 1 <= room);
  const kept = all.filter((part) => fitting?.includes(part));
  const spare = room - textWidth(name.text) - widthWith(kept) - 1;
  return [
    name,
    { text: ` ${GAP}${cutText(server, Math.max(0, spare - GAP.length))}` },
    ...kept.flatMap(({ span }) => [{ text: GAP }, span]),
  ];
}

function widthWith(kept: readonly Part[]): number {
  return kept.reduce((sum, { span }) => sum + textWidth(span.text) + GAP.length, GAP.length);
}

function parts(state: AppState): readonly Part[] {
  const { session, settings } = state;
  const { header } = settings.messages.app;
  const server = serverOf(state);
  const user = server === null ? undefined : session.users.get(new URL(server.url).origin);
  return [
    ...(session.demo
      ? [{ span: { text: header.sandbox, token: 'accent', bold: true }, rank: 4 } as const]
      : []),
    ...(settings.readOnly
      ? [{ span: { text: header.readOnly, token: 'warning', bold: true }, rank: 3 } as const]
      : []),
    ...(user === undefined ? [] : [{ span: { text: safeText(user) }, rank: 1 }]),
    ...(server === null ? [] : [{ span: connectionSpan(state, server), rank: 2 }]),
  ];
}

/** Whom the selected repository comes from; the configured server as long as that is not known. */
function serverOf(state: AppState): ServerChoice | null {
  return selectedReport(state)?.server ?? state.session.server;
}

const CONNECTION_TOKENS: Readonly<Record<ConnectionWord, Token>> = {
  connected: 'ok',
  offline: 'warning',
  untrusted: 'error',
  'tls-failed': 'error',
  asking: 'dim',
  unasked: 'dim',
};

/** Says what requests have shown, never what an address merely promises. */
function connectionSpan(app: AppState, { url }: ServerChoice): Span {
  const { connection, connectionWithoutTls } = app.settings.messages.app.header;
  const { origin, protocol } = new URL(url);
  const unknown = healthCount(app).loading > 0 ? 'asking' : 'unasked';
  const state = app.session.connections.get(origin) ?? unknown;
  return protocol === 'https:'
    ? { text: connection[state], token: CONNECTION_TOKENS[state] }
    : { text: connectionWithoutTls[state], token: state === 'connected' ? 'dim' : CONNECTION_TOKENS[state] };
}

/** The address without its scheme: whether it is TLS is said beside it. */
function serverText(state: AppState): string {
  const server = serverOf(state);
  return server === null
    ? state.settings.messages.app.header.noServer
    : safeText(server.url.replace(/^https?:\/\//, ''));
}

function rightSide(state: AppState): Line {
  const { header } = state.settings.messages.app;
  const { errors, loading } = healthCount(state);
  const health: Span = errors === 0 ? { text: '' } : { text: `✗ ${header.problems(errors)}`, token: 'error' };
  const job = jobText(state);
  const busy: Span =
    job !== null || loading > 0
      ? { text: `● ${job ?? header.loading(loading)}`, token: 'accent' }
      : { text: `○ ${header.idle}`, token: 'dim' };
  return health.text === '' ? [busy] : [health, { text: GAP }, busy];
}

/** What the running job says about itself; null while there is none. */
export function jobText(state: AppState): string | null {
  const { job, loads } = state;
  if (job === null) {
    return null;
  }
  if (job.kind === 'examine-all') {
    return examiningText(state);
  }
  const left = [...loads.values()].filter(({ running, refresh }) => running !== null || refresh).length;
  return state.settings.messages.app.header.jobs[job.kind](Math.max(0, job.total - left), job.total);
}

function examiningText(state: AppState): string {
  const { repositories, settings } = state;
  const items = repositories.status === 'ready' ? repositories.items : [];
  const done = items.filter(({ gun }) => isExamined({ load: loadOf(state, gun) })).length;
  return settings.messages.app.header.jobs['examine-all'](done, items.length);
}
