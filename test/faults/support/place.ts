import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../../../source/base/index.ts';
import { startSandbox } from '../../../source/sandbox/index.ts';
import type { RepositoryState } from '../../../source/tuf/index.ts';
import { type Finished, type RunOptions, Shell } from '../../cli/support/run.ts';
import { PASSPHRASES } from '../../cli/support/sandbox-story.ts';
import { readState } from '../../interop/support/read-state.ts';
import { type FaultProxy, PASS, startFaultProxy } from '../../support/fault-proxy.ts';

const PROGRAM = join(import.meta.dirname, 'dying-program.ts');
/** Shared by all children, most of whose life is loading. */
const COMPILED = join(tmpdir(), 'trustdeck-test-compiled');

/** A machine and a server as folders, to begin from as often as a test likes. */
export interface Place {
  readonly home: string;
  readonly server: string;
}

export function newPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'trustdeck-faults-'));
  const place = { home: join(folder, 'home'), server: join(folder, 'server') };
  mkdirSync(place.home);
  mkdirSync(place.server, { mode: 0o700 });
  return place;
}

export function copyOf({ home, server }: Place): Place {
  const copy = newPlace();
  cpSync(home, copy.home, { recursive: true });
  cpSync(server, copy.server, { recursive: true });
  return copy;
}

export function removePlace({ home }: Place): void {
  rmSync(dirname(home), { recursive: true, force: true });
}

/** Which machine, where there are several; each is a home folder. */
interface OnMachine {
  readonly home?: string;
}

export interface ChildOptions extends OnMachine {
  /** The file system step at which it kills itself; it does not without. */
  readonly dieAt?: number;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Child {
  readonly process: ChildProcess;
  readonly ended: Promise<ChildEnd>;
}

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  /** The file system steps of one that got through. */
  readonly steps: readonly string[];
}

/** A Notary server that has been started. */
export interface RunningServer {
  readonly url: string;
  /** PEM of the CA to trust for https. */
  readonly ca?: string;
  close(): Promise<void>;
}

/** A place where a server runs, behind a proxy that does to each request what its programme says. */
export class World {
  readonly place: Place;
  readonly proxy: FaultProxy;
  readonly #server: RunningServer;

  private constructor(place: Place, proxy: FaultProxy, server: RunningServer) {
    this.place = place;
    this.proxy = proxy;
    this.#server = server;
  }

  /** On the sandbox, with what the place has of it. */
  static async open(place: Place): Promise<World> {
    return World.on(await startSandbox({ clock: systemClock, dir: place.server }), place);
  }

  /** The server is closed with it. */
  static async on(server: RunningServer, place: Place): Promise<World> {
    const { url: upstream, ca } = server;
    const proxy = await startFaultProxy({ upstream, ...(ca !== undefined && { ca }), programme: () => PASS });
    return new World(place, proxy, server);
  }

  get trustDir(): string {
    return join(this.place.home, '.docker', 'trust');
  }

  /** Runs a command in this process, with the passphrases in the environment unless the options say otherwise. */
  run(argv: readonly string[], { home, ...options }: RunOptions & OnMachine = {}): Promise<Finished> {
    const shell = new Shell(home ?? this.place.home);
    return shell.run([...argv, '--server', this.proxy.url], { env: PASSPHRASES, ...options });
  }

  /** A command that has to work for the test to go on. */
  async done(argv: readonly string[], options: RunOptions & OnMachine = {}): Promise<Finished> {
    const finished = await this.run(argv, options);
    if (finished.code !== 0) {
      throw new Error(`${argv.join(' ')} ended with ${finished.code}:\n${finished.stderr}${finished.stdout}`);
    }
    return finished;
  }

  /** Starts a command as a process of its own. */
  start(argv: readonly string[], options: ChildOptions = {}): Child {
    const { dieAt = 0, input, env = PASSPHRASES, home = this.place.home } = options;
    const child = spawn(process.execPath, [PROGRAM, ...argv, '--server', this.proxy.url], {
      cwd: home,
      env: { HOME: home, NODE_COMPILE_CACHE: COMPILED, DIE_AT: String(dieAt), ...env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe', 'pipe'],
    });
    child.stdin?.on('error', () => undefined).end(input);
    return { process: child, ended: ending(child) };
  }

  /** What somebody finds who reads the repository for the first time; null when the server does not have it. */
  async state(gun: string): Promise<RepositoryState | null> {
    const { url, ca = '' } = this.#server;
    const state = await readState({ url, ca }, gun);
    return state.remote === 'missing' ? null : state;
  }

  async close(): Promise<void> {
    await this.proxy.close();
    await this.#server.close();
  }
}

async function ending(child: ChildProcess): Promise<ChildEnd> {
  const said = { stderr: '', steps: '' };
  child.stderr?.on('data', (chunk: Buffer) => {
    said.stderr += chunk.toString();
  });
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    said.steps += chunk.toString();
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stderr: said.stderr, steps: said.steps === '' ? [] : JSON.parse(said.steps) };
}

/** Opens a place for as long as the work takes. */
export async function inWorld<Result>(
  place: Place,
  work: (world: World) => Promise<Result>,
): Promise<Result> {
  const world = await World.open(place);
  try {
    return await work(world);
  } finally {
    await world.close();
  }
}
