import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { dirname, join } from 'node:path';
import { type FaultProxy, PASS, type Programme, startFaultProxy } from '../../../support/fault-proxy.ts';
import { makeServerCertificates } from '../../support/certificates.ts';
import type { RealNotaryServer } from '../../support/notary-server.ts';
import { RealClients, type ServerAddress } from '../../support/real-clients.ts';

/** User and password, as they are sent. */
export const LOGIN = Buffer.from('jeff:a-login-password').toString('base64');

/** The same machine, which asks another server. */
export function asking(clients: RealClients, server: RealClients['server']): Promise<RealClients> {
  return RealClients.create({ dir: dirname(clients.workDir), server });
}

/** Something between the clients and their server, and the same machine asking that. */
export async function behindProxy(
  clients: RealClients,
  programme: Programme,
): Promise<{ readonly proxy: FaultProxy; readonly there: RealClients }> {
  const { url, caFile } = clients.server;
  const proxy = await startFaultProxy({ upstream: url, ca: await readFile(caFile, 'utf8'), programme });
  const server = { url: proxy.url, authority: new URL(proxy.url).host, caFile };
  return { proxy, there: await asking(clients, server) };
}

/** What the server answered to these requests, from then on, whatever its clock says. */
export async function frozen(
  server: RealNotaryServer,
  requests: FaultProxy['requests'],
  clockAhead: number,
): Promise<Programme> {
  const paths = [...new Set(requests.map(({ path }) => path))];
  const answers = new Map(
    await Promise.all(paths.map(async (path) => [path, await server.get(path)] as const)),
  );
  return ({ path }) => {
    const { status, body } = answers.get(path) ?? { status: 404, body: Buffer.from('{}') };
    const date = new Date(Date.now() + clockAhead).toUTCString();
    return { kind: 'refuse', status, headers: { date }, body: body.toString() };
  };
}

/** What the token service gives to whoever does not sign in: nothing, a token that opens nothing, or one that does. */
export interface Door {
  forNobody: 'nothing' | 'useless' | 'good';
}

/** A token service, and a server that believes it alone (facts 7.1); `own` is where both are. */
export function tokenProgramme(own: () => string, door: Door): Programme {
  return ({ path, headers }) => {
    if (path.startsWith('/token')) {
      const token = headers.authorization === `Basic ${LOGIN}` ? 'good' : door.forNobody;
      return token === 'nothing' ? refusal('') : answer(200, { token });
    }
    if (headers.authorization === 'Bearer good') {
      return PASS;
    }
    return refusal(headers.authorization === undefined ? '' : ',error="insufficient_scope"');
  };

  function refusal(why: string) {
    const challenge = `Bearer realm="${own()}/token",service="notary",scope="registry:catalog:*"${why}`;
    const body = { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required', detail: null }] };
    return answer(401, body, { 'www-authenticate': challenge });
  }
}

/** A registry that is no Notary server, with a certificate by a CA of its own. */
export interface Registry extends ServerAddress {
  /** The web page that answers everything; null for 404. */
  page: string | null;
  close(): Promise<unknown>;
}

export async function startRegistry(clients: RealClients): Promise<Registry> {
  const dir = join(clients.workDir, 'registry');
  await mkdir(dir);
  const { caFile, certFile, keyFile } = await makeServerCertificates(dir);
  const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
  const server = createServer({ cert, key }, (_, response) => {
    const { page } = registry;
    response
      .writeHead(page === null ? 404 : 200, { 'content-type': page === null ? 'text/plain' : 'text/html' })
      .end(page ?? '404 page not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const authority = `127.0.0.1:${port}`;
  const close = () => new Promise<unknown>((resolve) => server.close(resolve));
  const registry: Registry = {
    ...{ url: `https://${authority}`, authority, caFile, close },
    page: '<h1>Welcome</h1>',
  };
  return registry;
}

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return {
    kind: 'refuse',
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  } as const;
}
