import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { startTokenServer, type TokenServer } from '../../support/token-server.ts';
import { type RealNotaryServer, startNotaryServer } from './notary-server.ts';
import { RealClients } from './real-clients.ts';
import { type RunResult, run } from './run.ts';

/** May everything. The password and the tokens are marked, so that they can be searched for. */
export const ALICE = {
  name: 'alice',
  password: 'marked-password-of-alice',
  identityToken: 'marked-identity-token-of-alice',
  may: ['*'],
} as const;

/** May read. */
export const PAUL = { name: 'paul', password: 'marked-password-of-paul', may: ['pull'] } as const;

export interface GuardedWorld {
  readonly tokens: TokenServer;
  readonly server: RealNotaryServer;
  clients(name: string): Promise<RealClients>;
  close(): Promise<void>;
}

/** A notary-server that wants tokens, and the service that hands them out to alice and paul. */
export async function startGuardedWorld(): Promise<GuardedWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'trustdeck-sign-in-'));
  const tokens = await startTokenServer([ALICE, PAUL]);
  const server = await startNotaryServer({ dir: join(dir, 'server'), tokens });
  return {
    tokens,
    server,
    clients: (name) => RealClients.create({ dir: join(dir, name), server }),
    close: async () => {
      await server.stop();
      await tokens.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

export function encodedLogin({
  name,
  password,
}: {
  readonly name: string;
  readonly password: string;
}): string {
  return base64(`${name}:${password}`);
}

/** Replaces docker's config.json. */
export async function configure(clients: RealClients, config: object): Promise<void> {
  await writeFile(join(clients.configDir, 'config.json'), JSON.stringify(config), { mode: 0o600 });
}

/** Signs in as `docker login` without a credential store would. */
export function signIn(
  clients: RealClients,
  user: { readonly name: string; readonly password: string },
): Promise<void> {
  return configure(clients, { auths: { [clients.server.authority]: { auth: encodedLogin(user) } } });
}

/**
 * A credential helper, `docker-credential-NAME`, that answers `get` with this and notes its arguments and its input
 * beside itself. Returns the PATH that has it.
 */
export async function writeHelper(
  clients: RealClients,
  name: string,
  answer: { readonly Username: string; readonly Secret: string },
): Promise<string> {
  const document = JSON.stringify({ ServerURL: clients.server.authority, ...answer });
  const script = [
    '#!/bin/sh',
    'input=$(cat)',
    `printf '%s|%s\\n' "$*" "$input" >> '${helperNotes(clients, name)}'`,
    `printf '%s' '${document}'`,
    '',
  ].join('\n');
  await writeFile(join(clients.workDir, `docker-credential-${name}`), script, { mode: 0o700 });
  return `${clients.workDir}${delimiter}${process.env['PATH'] ?? ''}`;
}

/** What a helper was called with: arguments and input, one line for each call. */
export function readHelperNotes(clients: RealClients, name: string): Promise<string> {
  return readFile(helperNotes(clients, name), 'utf8');
}

function helperNotes(clients: RealClients, name: string): string {
  return join(clients.workDir, `${name}.notes`);
}

/** Runs `notary` on the trust directory with a login in NOTARY_AUTH; nobody answers its questions. */
export function notaryAs(
  clients: RealClients,
  user: { readonly name: string; readonly password: string } | null,
  args: readonly string[],
): Promise<RunResult> {
  const env = user === null ? {} : { NOTARY_AUTH: encodedLogin(user) };
  const { url, caFile } = clients.server;
  return run('notary', ['-s', url, '--tlscacert', caFile, '-d', clients.trustDir, ...args], {
    env: { ...clients.env, ...env },
    cwd: clients.workDir,
  });
}

/** Every file in a folder and below it, by its path. */
export async function filesBelow(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    await Promise.all(files.map(async (path) => [path, await readFile(path, 'latin1')] as const)),
  );
}
