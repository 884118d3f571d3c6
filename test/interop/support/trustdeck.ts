import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { RealClients } from './real-clients.ts';
import { type RunResult, run } from './run.ts';

const PROGRAM = resolve(import.meta.dirname, '../../../bin/trustdeck.js');
const CLOCK = new URL('./clock-ahead.mjs', import.meta.url).href;
const BUNDLE = resolve(import.meta.dirname, '../../../dist/trustdeck.cjs');

export interface TrustdeckOptions {
  /** How far its clock is ahead of the machine's, in milliseconds; negative behind it. */
  readonly clockAhead?: number;
  /** Beside the clients' own, or in their place. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built trustdeck in the environment of the real clients: their trust directory, their TLS folder, their server. */
export async function trustdeck(
  clients: RealClients,
  args: readonly string[],
  options: TrustdeckOptions = {},
): Promise<RunResult> {
  return run(process.execPath, [builtProgram(), ...args], {
    env: trustdeckEnv(clients, options),
    cwd: clients.workDir,
  });
}

/** The built program, which Node runs. */
export function builtProgram(): string {
  if (!existsSync(BUNDLE)) {
    throw new Error('dist/trustdeck.cjs is missing: npm run build');
  }
  return PROGRAM;
}

export function trustdeckEnv(
  clients: RealClients,
  { clockAhead, env }: TrustdeckOptions = {},
): Readonly<Record<string, string>> {
  return {
    ...clients.env,
    XDG_CONFIG_HOME: join(clients.workDir, 'config'),
    // Compiled code, which everybody of a suite shares: most commands would compile for themselves alone otherwise.
    XDG_CACHE_HOME: join(dirname(clients.server.caFile), 'cache'),
    ...(clockAhead !== undefined && {
      NODE_OPTIONS: `--import=${CLOCK}`,
      CLOCK_AHEAD: String(clockAhead),
    }),
    ...env,
  };
}

/** What a command prints with `--json`; rejects with its own words when it fails. */
export async function trustdeckJson<Document = unknown>(
  clients: RealClients,
  args: readonly string[],
): Promise<Document> {
  const { exitCode, stdout, stderr } = await trustdeck(clients, [...args, '--json']);
  if (exitCode !== 0) {
    throw new Error(`trustdeck ${args.join(' ')} ended with ${String(exitCode)}: ${stdout}${stderr}`);
  }
  return JSON.parse(stdout) as Document;
}

/** One row of `trustdeck delegation list --json`. */
export interface DelegationJson {
  readonly role: string;
  readonly paths: readonly string[];
  readonly threshold: number;
  readonly keys: readonly {
    readonly id: string;
    readonly owner: string | null;
    readonly onThisMachine: boolean;
  }[];
  readonly validSignatures: number;
  readonly usable: boolean;
  readonly reason: string | null;
  readonly expires: string | null;
}
