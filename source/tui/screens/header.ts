import { safeText } from '../../base/index.ts';
import type { Line, Span } from '../line.ts';
import { healthCount } from '../store/selectors.ts';
import type { AppState } from '../store/state.ts';
import { cutText, fitLine, lineWidth, textWidth } from '../widgets/text-layout.ts';

const GAP = '  ';

/** The first line of the screen: where trustdeck is connected on the left, how it stands on the right. */
export function headerLine(state: AppState): Line {
  const right = rightSide(state);
  const room = state.size.columns - lineWidth(right) - 1;
  return [...fitLine(leftSide(state, room), room), ...right, { text: ' ' }];
}

function leftSide(state: AppState, room: number): Line {
  const { session, settings } = state;
  const { app, words } = settings.messages;
  const tls = app.header.tls[session.tls];
  const flags: Span[] = [
    ...(session.demo ? [{ text: app.header.sandbox, token: 'accent', bold: true } as const] : []),
    ...(settings.readOnly ? [{ text: app.header.readOnly, token: 'warning', bold: true } as const] : []),
    ...(session.user === null ? [] : [{ text: safeText(session.user) }]),
    ...(tls === '' ? [] : [{ text: tls, token: session.tls === 'verified' ? 'ok' : 'dim' } as const]),
  ];
  const name: Span = { text: ` ${words.app}`, token: 'title', bold: true };
  const rest = flags.reduce((sum, flag) => sum + textWidth(flag.text) + GAP.length, textWidth(name.text) + 3);
  const server = serverText(state);
  return [
    name,
    { text: '   ' },
    { text: cutText(server, Math.max(12, room - rest - 1)) },
    ...flags.flatMap((flag) => [{ text: GAP }, flag]),
  ];
}

function serverText({ session, settings }: AppState): string {
  return session.server === null
    ? settings.messages.app.header.noServer
    : safeText(session.server.url.replace(/^https:\/\//, ''));
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
  const left = [...loads.values()].filter(({ running, refresh }) => running !== null || refresh).length;
  return state.settings.messages.app.header.jobs[job.kind](Math.max(0, job.total - left), job.total);
}
