import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logExchange } from './app-services.ts';
import { systemClock } from './base/index.ts';
import { doctor } from './doctor/index.ts';
import { type Exchange, HttpNotaryRemote } from './notary/index.ts';
import { once } from './once.ts';
import {
  ActivityLog,
  type AppServices,
  Connections,
  createAppServices,
  createSession,
  type Gun,
  type Remotes,
  type RepositoryBook,
  type ServerChoice,
} from './operations/index.ts';
import { DEMO_PASSPHRASE, sampleScenario, startSandbox, writeDemoTrustDir } from './sandbox/index.ts';
import type { Surroundings } from './surroundings.ts';
import { openTrustDir } from './trust-dir/index.ts';
import { TRUST_ON_FIRST_USE } from './tuf/index.ts';

/** Services over an embedded sandbox with sample repositories, private to a temporary folder that goes with them. */
export async function openDemoServices(surroundings: Surroundings): Promise<AppServices> {
  const folder = await mkdtemp(join(tmpdir(), 'trustdeck-demo-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  surroundings.atExit(removeFolder);
  const scenario = sampleScenario(systemClock.now());
  const trustDirectory = join(folder, 'trust');
  const [sandbox] = await Promise.all([
    startSandbox({ clock: systemClock, scenario }),
    writeDemoTrustDir(trustDirectory, scenario),
  ]);
  const trustDir = openTrustDir(trustDirectory);
  const { cache, keys, changelist, backups } = trustDir;
  const activity = new ActivityLog(systemClock);
  const server: ServerChoice = { url: sandbox.url, reason: 'sandbox' };
  const connections = new Connections();
  const remotes = oneServer(server, (exchange) => {
    connections.note(exchange);
    logExchange(activity, exchange);
  });
  const book = bookInMemory();
  const session = createSession({
    remotes,
    cache,
    pinning: async () => TRUST_ON_FIRST_USE,
    clock: systemClock,
  });
  const changes = once(async () => {
    const { openChangeTools } = await import('./change-tools.ts');
    return openChangeTools({ session, remotes }, trustDir, surroundings.cwd);
  });
  return createAppServices({
    session,
    remotes,
    cache,
    keys,
    changelist,
    backups,
    doctor,
    clockAhead: ({ url }) => connections.clockAhead(url),
    book: async () => book,
    clock: systemClock,
    activity,
    changes,
    info: () => ({
      server,
      connections: connections.states(),
      users: new Map(),
      trustDirectory,
      demo: true,
      demoPassphrase: DEMO_PASSPHRASE,
    }),
    openSandbox: () => openDemoServices(surroundings),
    onClose: async () => {
      await sandbox.close();
      removeFolder();
    },
  });
}

function oneServer(server: ServerChoice, onExchange: (exchange: Exchange) => void): Remotes {
  const remote = new HttpNotaryRemote({
    server,
    tls: { ca: [], exclusive: false, clientCertificates: [], lookedIn: [] },
    clock: systemClock,
    random: Math.random,
    onExchange,
  });
  return { remoteFor: async () => remote, configured: async () => remote, close: () => remote.close() };
}

/** What is added to a demo is forgotten with it. */
function bookInMemory(): RepositoryBook {
  const guns = new Set<Gun>();
  return {
    list: async () => [...guns],
    add: async (gun) => guns.size < guns.add(gun).size,
    forget: async (gun) => guns.delete(gun),
  };
}
