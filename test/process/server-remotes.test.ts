import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ServerRemotesOptions, serverRemotes } from '../../source/server-remotes.ts';
import { type FileRequest, TIMESTAMP } from '../../source/tuf/index.ts';
import { gun } from '../notary/support/remote.ts';
import { startTokenServer } from '../support/token-server.ts';

const GUN = gun('registry.example.com/team/app');
const REQUEST: FileRequest = { role: TIMESTAMP, by: { kind: 'current' }, maxBytes: 1000 };

/** A server without trust data, which wants a token of `realm` unless that is null. */
async function startServer(realm: string | null): Promise<string> {
  const server = createServer(({ headers }, response) => {
    const isRefused = realm !== null && headers.authorization === undefined;
    response.writeHead(isRefused ? 401 : 404, {
      'Content-Type': 'application/json',
      ...(isRefused && { 'WWW-Authenticate': `Bearer realm="${realm}",service="a test"` }),
    });
    response.end(JSON.stringify({ errors: [{ code: 'METADATA_NOT_FOUND', message: 'none', detail: null }] }));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** Asks a server for a file as alice; what it was told of her. */
async function namesTold(url: string): Promise<readonly (readonly string[])[]> {
  const told: string[][] = [];
  const folder = tmpdir();
  const environment = { dockerConfigDirectory: folder, contentTrustServer: null };
  const options: ServerRemotesOptions = {
    places: { place: { home: folder, cwd: folder }, environment, dockerDirectory: `${folder}/nowhere` },
    env: { NOTARY_AUTH: Buffer.from('alice:secret').toString('base64') },
    globals: { color: false, debug: false },
    sources: { flag: url, environment, notary: null },
    onExchange: () => undefined,
    onLogin: (origin, user) => told.push([origin, user]),
  };
  const remotes = serverRemotes(options);
  const remote = await remotes.remoteFor(GUN);
  await remote.fetchFile(GUN, REQUEST, AbortSignal.timeout(10_000));
  await remotes.close();
  return told;
}

describe('signing in', () => {
  it('tells as whom, once a server asks', async () => {
    const tokens = await startTokenServer([{ name: 'alice', password: 'secret', may: ['pull'] }]);
    onTestFinished(() => tokens.close());
    const url = await startServer(tokens.url);
    expect(await namesTold(url)).toEqual([[url, 'alice']]);
    expect(tokens.requests.map(({ user }) => user)).toEqual(['alice']);
  });

  it('is left to servers that ask', async () => {
    expect(await namesTold(await startServer(null))).toEqual([]);
  });
});
