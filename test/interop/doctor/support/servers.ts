import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { dirname, join } from 'node:path';
import { type FaultProxy, PASS, type Programme, startFaultProxy } from '../../../support/fault-proxy.ts';
import { makeServerCertificates } from '../../support/certificates.ts';
import { RealClients } from '../../support/real-clients.ts';

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

/** What a token service and the server behind it let everybody do. */
export interface Door {
  everybodyIsLetIn: boolean;
  everybodyMayRead: boolean;
}

/** A token service, and a server that believes it alone (facts 7.1); `own` is where both are. */
export function tokenProgramme(own: () => string, door: Door): Programme {
  return ({ path, headers }) => {
    if (path.startsWith('/token')) {
      const isLetIn = door.everybodyIsLetIn || headers.authorization === `Basic ${LOGIN}`;
      return isLetIn ? answer(200, { token: 'good' }) : refusal('');
    }
    if (headers.authorization !== 'Bearer good') {
      return refusal('');
    }
    return door.everybodyMayRead || !path.includes('/_trust/')
      ? PASS
      : refusal(',error="insufficient_scope"');
  };

  function refusal(why: string) {
    const challenge = `Bearer realm="${own()}/token",service="notary",scope="registry:catalog:*"${why}`;
    const body = { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required', detail: null }] };
    return answer(401, body, { 'www-authenticate': challenge });
  }
}

/** A registry that serves images and nothing else, with a certificate by a CA of its own. */
export async function startRegistry(clients: RealClients) {
  const dir = join(clients.workDir, 'registry');
  await mkdir(dir);
  const { caFile, certFile, keyFile } = await makeServerCertificates(dir);
  const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
  const registry = createServer({ cert, key }, (_, response) => {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found');
  });
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve));
  const address = registry.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const authority = `127.0.0.1:${port}`;
  const close = () => new Promise<unknown>((resolve) => registry.close(resolve));
  return { url: `https://${authority}`, authority, caFile, close };
}

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return {
    kind: 'refuse',
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  } as const;
}
