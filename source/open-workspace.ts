import { join } from 'node:path';
import { systemClock } from './base/index.ts';
import type { OpenedChangeTools } from './change-tools.ts';
import type { GlobalOptions, Workspace } from './cli/index.ts';
import {
  chooseTrustDirectory,
  configuredServer,
  diskFiles,
  parseRepository,
  readNotaryConfig,
  type ServerSources,
} from './docker/index.ts';
import type { Exchange } from './notary/index.ts';
import { once } from './once.ts';
import { Connections, changeServices, createSession } from './operations/index.ts';
import { configurationPlaces, serverRemotes } from './server-remotes.ts';
import type { Surroundings } from './surroundings.ts';
import { exclusively, openTrustDir } from './trust-dir/index.ts';
import { TRUST_ON_FIRST_USE } from './tuf/index.ts';

export interface OpenedWorkspace extends Workspace {
  readonly trustDirectory: string;
  readonly connections: Connections;
  /** By origin of the server: as whom a login was last sent on its behalf. */
  users(): ReadonlyMap<string, string>;
  /** Loaded and opened when first asked for, once. */
  changeTools(): Promise<OpenedChangeTools>;
}

/** Wires the adapters to the ports, as docker's and notary's configuration and the command line say. */
export async function openWorkspace(
  globals: GlobalOptions,
  surroundings: Surroundings,
  onExchange?: (exchange: Exchange) => void,
): Promise<OpenedWorkspace> {
  const places = configurationPlaces(surroundings);
  const notaryConfig = await readNotaryConfig(diskFiles, places.place, globals.config ?? null);
  const { path } = chooseTrustDirectory(places.place, {
    flag: globals.trustDir ?? null,
    notary: notaryConfig,
    dockerDirectory: places.dockerDirectory,
  });
  const trustDir = openTrustDir(path);
  const { cache, keys, changelist } = trustDir;
  const sources = {
    flag: globals.server ?? null,
    environment: places.environment,
    notary: notaryConfig,
  };
  const { notaryLimits } = surroundings;
  const connections = new Connections();
  let users: ReadonlyMap<string, string> = new Map();
  const remotes = serverRemotes({
    places,
    env: surroundings.env,
    globals,
    sources,
    ...(notaryLimits === undefined ? {} : { limits: notaryLimits }),
    onLogin: (origin, user) => {
      users = users.get(origin) === user ? users : new Map(users).set(origin, user);
    },
    onExchange: (exchange) => {
      connections.note(exchange);
      onExchange?.(exchange);
    },
  });
  const pinning = notaryConfig?.pinning ?? TRUST_ON_FIRST_USE;
  const session = createSession({ remotes, cache, pinning: async () => pinning, clock: systemClock });
  const changeTools = once(async () => {
    const { openChangeTools } = await import('./change-tools.ts');
    return openChangeTools({ session, remotes }, trustDir, surroundings.cwd);
  });
  return {
    trustDirectory: path,
    connections,
    users: () => users,
    clockAhead: ({ url }) => connections.clockAhead(url),
    session,
    changeTools,
    changes: async () => {
      const tools = await changeTools();
      return { ...changeServices(tools), vault: tools.ports.vault, files: tools.files };
    },
    remotes,
    cache,
    keys,
    changelist,
    backups: trustDir.backups,
    clock: systemClock,
    book: () => openBook(surroundings),
    parseReference: (text) => parseRepository(text, { anyServer: namesServer(sources) }),
    close: () => remotes.close(),
  };
}

/** Also when it is named wrongly: that is for whoever asks the server to say, and no matter of the repository's name. */
function namesServer(sources: ServerSources): boolean {
  try {
    return configuredServer(sources) !== null;
  } catch {
    return true;
  }
}

/** Loaded only by what needs it: the settings package is larger than all the rest. */
async function openBook({ env, home }: Surroundings) {
  const { openRepositoryBook } = await import('./settings/index.ts');
  return openRepositoryBook(join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'trustdeck'), exclusively);
}
