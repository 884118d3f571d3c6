import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type FaultProxy, PASS, type Programme, startFaultProxy } from '../../../support/fault-proxy.ts';
import { RealClients } from '../../support/real-clients.ts';

export const LOGIN = { user: 'jeff', password: 'a-login-password' } as const;

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

/**
 * A token service, and a server that believes it alone (facts 7.1): whoever has the login gets the token, and `mayRead`
 * says whether that is enough.
 */
export function tokenProgramme(own: () => string, mayRead: () => boolean): Programme {
  const basic = `Basic ${Buffer.from(`${LOGIN.user}:${LOGIN.password}`).toString('base64')}`;
  return ({ path, headers }) => {
    if (path.startsWith('/token')) {
      return headers.authorization === basic ? answer(200, { token: 'good' }) : refusal();
    }
    if (headers.authorization === 'Bearer good') {
      return mayRead() || !path.includes('/_trust/') ? PASS : refusal('insufficient_scope');
    }
    return refusal();

    function refusal(error?: string) {
      const said = error === undefined ? '' : `,error="${error}"`;
      const challenge = `Bearer realm="${own()}/token",service="notary",scope="registry:catalog:*"${said}`;
      const body = { errors: [{ code: 'UNAUTHORIZED', message: 'authentication required', detail: null }] };
      return answer(401, body, { 'www-authenticate': challenge });
    }
  };
}

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return {
    kind: 'refuse',
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  } as const;
}
