import { systemClock } from './base/index.ts';
import type { GlobalOptions } from './cli/index.ts';
import type { Exchange } from './notary/index.ts';
import { openWorkspace } from './open-workspace.ts';
import {
  ActivityLog,
  type AppServices,
  createAppServices,
  type ServerChoice,
  type SessionInfo,
} from './operations/index.ts';
import type { Surroundings } from './surroundings.ts';

/** The app's services over what docker and notary are configured to use. */
export async function openServices(globals: GlobalOptions, surroundings: Surroundings): Promise<AppServices> {
  const activity = new ActivityLog(systemClock);
  const workspace = await openWorkspace(globals, surroundings, (exchange) => logExchange(activity, exchange));
  const { session, remotes, cache, keys, changelist, book, clock, trustDirectory } = workspace;
  const server = (await remotes.configured())?.server ?? null;
  return createAppServices({
    session,
    remotes,
    cache,
    keys,
    changelist,
    book,
    clock,
    activity,
    info: () => sessionInfo({ server, trustDirectory, demo: false }),
    openSandbox: async () => {
      const { openDemoServices } = await import('./demo-services.ts');
      return openDemoServices(surroundings);
    },
  });
}

export function sessionInfo(about: {
  readonly server: ServerChoice | null;
  readonly trustDirectory: string;
  readonly demo: boolean;
}): SessionInfo {
  const { server } = about;
  const tls = server === null ? 'none' : server.url.startsWith('https:') ? 'verified' : 'plain-loopback';
  return { ...about, user: null, tls };
}

export function logExchange(activity: ActivityLog, exchange: Exchange): void {
  const { method, path, status, bytes, milliseconds, failure } = exchange;
  activity.request({
    text: `${method} ${path}`,
    ok: failure === null && status !== null && status < 400,
    result: failure ?? `${status}, ${bytes} bytes`,
    milliseconds,
  });
}
