import { systemClock } from './base/index.ts';
import type { GlobalOptions } from './cli/index.ts';
import { doctor } from './doctor/index.ts';
import type { Exchange } from './notary/index.ts';
import { openWorkspace } from './open-workspace.ts';
import { ActivityLog, type AppServices, createAppServices } from './operations/index.ts';
import type { Surroundings } from './surroundings.ts';

/** The app's services over what docker and notary are configured to use. */
export async function openServices(globals: GlobalOptions, surroundings: Surroundings): Promise<AppServices> {
  const activity = new ActivityLog(systemClock);
  const workspace = await openWorkspace(globals, surroundings, (exchange) => logExchange(activity, exchange));
  const { connections } = workspace;
  const { session, remotes, cache, keys, changelist, backups, book, clock, trustDirectory, changeTools } =
    workspace;
  const server = (await remotes.configured())?.server ?? null;
  return createAppServices({
    session,
    remotes,
    cache,
    keys,
    changelist,
    backups,
    doctor,
    clockAhead: ({ url }) => connections.clockAhead(url),
    book,
    clock,
    activity,
    changes: changeTools,
    info: () => ({
      server,
      connections: connections.states(),
      users: workspace.users(),
      trustDirectory,
      demo: false,
      demoPassphrase: null,
    }),
    openSandbox: async () => {
      const { openDemoServices } = await import('./demo-services.ts');
      return openDemoServices(surroundings);
    },
  });
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
