import type http from 'node:http';
import { describe, expect, it } from 'vitest';
import { type LoopbackServer, serve } from './support/loopback.ts';
import { current, failure, GUN, gun, never, openRemote } from './support/remote.ts';
import { FILES, receiving } from './support/update.ts';

const SCOPE = 'repository:registry.example/team/app:pull';

interface TokenServiceOptions {
  readonly reply?: (count: number) => { readonly status?: number; readonly body: string };
}

/** A token service, and a Notary server that accepts the tokens named in `accepted`. */
async function secured(accepted: Set<string>, options: TokenServiceOptions = {}) {
  let count = 0;
  const tokens = await serve((_request, response) => {
    count += 1;
    const { status = 200, body } = options.reply?.(count) ?? { body: JSON.stringify({ token: `t${count}` }) };
    response.writeHead(status).end(body);
  });
  const notary = await serve(bearer(tokens, accepted));
  return { tokens, notary };
}

function bearer(tokens: LoopbackServer, accepted: Set<string>): http.RequestListener {
  return (request, response) => {
    if (accepted.has(request.headers.authorization?.replace('Bearer ', '') ?? '')) {
      response.end('{}');
      return;
    }
    const challenge = `Bearer realm="${tokens.url}/token?a=1",service="notary \\"x\\"",scope="registry:catalog:*"`;
    response.writeHead(401, { 'www-authenticate': challenge }).end();
  };
}

describe('anonymous tokens', () => {
  it('asks for its own scope, whatever the challenge names, and uses the token', async () => {
    const { tokens, notary } = await secured(new Set(['t1']));
    const { remote } = openRemote(notary.url);
    expect(await remote.fetchFile(GUN, current(), never())).toMatchObject({ kind: 'found' });
    const asked = new URL(tokens.paths[0] ?? '', tokens.url);
    expect(Object.fromEntries(asked.searchParams)).toEqual({ a: '1', service: 'notary "x"', scope: SCOPE });
    expect(tokens.authorizations).toEqual([null]);
    expect(notary.authorizations).toEqual([null, 'Bearer t1']);
  });

  it('uses a token again, and gets one beforehand for the next repository', async () => {
    const { tokens, notary } = await secured(new Set(['t1', 't2']));
    const { remote } = openRemote(notary.url);
    await remote.fetchFile(GUN, current(), never());
    await remote.fetchFile(GUN, current('snapshot'), never());
    await remote.fetchFile(gun('registry.example/other'), current(), never());
    expect(notary.authorizations).toEqual([null, 'Bearer t1', 'Bearer t1', 'Bearer t2']);
    expect(tokens.paths).toHaveLength(2);
  });

  it('asks once when many requests want the same token', async () => {
    const { tokens, notary } = await secured(new Set(['t1']));
    const { remote } = openRemote(notary.url);
    await Promise.all(Array.from({ length: 8 }, () => remote.fetchFile(GUN, current(), never())));
    expect(tokens.paths).toHaveLength(1);
  });

  it('gets another one shortly before the first expires', async () => {
    const { tokens, notary } = await secured(new Set(['t1', 't2']), {
      reply: (count) => ({
        body: JSON.stringify({ access_token: `t${count}`, token: 'old', expires_in: 300 }),
      }),
    });
    let now = new Date('2026-11-23T00:00:00Z');
    const { remote } = openRemote(notary.url, { now: () => now });
    await remote.fetchFile(GUN, current(), never());
    now = new Date('2026-11-23T00:04:45Z');
    await remote.fetchFile(GUN, current(), never());
    expect(tokens.paths).toHaveLength(1);
    now = new Date('2026-11-23T00:04:55Z');
    await remote.fetchFile(GUN, current(), never());
    expect(tokens.paths).toHaveLength(2);
    expect(notary.authorizations.at(-1)).toBe('Bearer t2');
  });

  it('replaces a token that the server no longer accepts', async () => {
    const accepted = new Set(['t1']);
    const { notary } = await secured(accepted);
    const { remote } = openRemote(notary.url);
    await remote.fetchFile(GUN, current(), never());
    accepted.clear();
    accepted.add('t2');
    expect(await remote.fetchFile(GUN, current(), never())).toMatchObject({ kind: 'found' });
    expect(notary.authorizations.slice(2)).toEqual(['Bearer t1', 'Bearer t2']);
  });

  it('does not go on for ever when no token is good enough', async () => {
    const { tokens, notary } = await secured(new Set());
    const detail = await failure(
      openRemote(notary.url).remote.fetchFile(GUN, current(), never()),
      'authentication-required',
    );
    expect(detail).toMatchObject({ scheme: 'bearer', realm: tokens.url, signIn: { reason: 'no-login' } });
    expect(tokens.paths).toHaveLength(1);
  });

  it('lets one caller leave without taking the token from the others', async () => {
    const arrived = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const tokens = await serve((_request, response) => {
      arrived.resolve();
      release.promise.then(() => response.end('{"token":"t1"}'));
    });
    const notary = await serve(bearer(tokens, new Set(['t1'])));
    const { remote } = openRemote(notary.url);
    const controller = new AbortController();
    const leaving = remote.fetchFile(GUN, current(), controller.signal);
    const staying = remote.fetchFile(GUN, current(), never());
    await arrived.promise;
    controller.abort();
    await failure(leaving, 'aborted');
    release.resolve();
    expect(await staying).toMatchObject({ kind: 'found' });
  });
});

describe('token services that do not help', () => {
  it.each([
    [401, '{}', 'authentication-required', {}],
    [403, '{}', 'authentication-required', {}],
    [400, '{}', 'token-service-failed', { reason: 'status', status: 400 }],
    [200, '<html>', 'token-service-failed', { reason: 'malformed' }],
    [200, '{"expires_in":60}', 'token-service-failed', { reason: 'no-token' }],
    [200, '{"token":"a\\r\\nx: y"}', 'token-service-failed', { reason: 'malformed' }],
  ] as const)('names what is wrong with %i %s', async (status, body, code, detail) => {
    const { notary } = await secured(new Set(), { reply: () => ({ status, body }) });
    expect(
      await failure(openRemote(notary.url).remote.fetchFile(GUN, current(), never()), code),
    ).toMatchObject(detail);
  });

  it.each([
    ['Bearer service="x"', 'token-service-failed'],
    ['Bearer realm="file:///etc/passwd"', 'token-service-failed'],
    ['Bearer realm="https://user:pw@auth.example/"', 'token-service-failed'],
    ['Bearer realm="http://auth.example/token"', 'plain-http-refused'],
    ['Negotiate', 'authentication-required'],
  ] as const)('does not follow the challenge %s', async (challenge, code) => {
    const server = await serve((_request, response) =>
      response.writeHead(401, { 'www-authenticate': challenge }).end(),
    );
    await failure(openRemote(server.url).remote.fetchFile(GUN, current(), never()), code);
  });
});

describe('logins', () => {
  const login = { kind: 'password', username: 'jeff', password: 'pässword' } as const;
  const header = `Basic ${Buffer.from('jeff:pässword').toString('base64')}`;
  const basic: http.RequestListener = (request, response) =>
    request.headers.authorization === header
      ? response.end('{}')
      : response
          .writeHead(401, { 'www-authenticate': 'Basic realm="notary \u0007"'.replace('\u0007', '\u00e9') })
          .end();

  it('says that a login is needed when there is none', async () => {
    const server = await serve(basic);
    const detail = await failure(
      openRemote(server.url).remote.fetchFile(GUN, current(), never()),
      'authentication-required',
    );
    expect(detail).toMatchObject({ scheme: 'basic' });
  });

  it('answers a Basic challenge, once, and sends the login right away afterwards', async () => {
    const server = await serve(basic);
    const { remote } = openRemote(server.url, { login: async () => login });
    await remote.fetchFile(GUN, current(), never());
    await remote.fetchFile(GUN, current(), never());
    expect(server.authorizations).toEqual([null, header, header]);
  });

  it('does not repeat a wrong login', async () => {
    const server = await serve(basic);
    const { remote } = openRemote(server.url, { login: async () => ({ ...login, password: 'wrong' }) });
    await failure(remote.fetchFile(GUN, current(), never()), 'not-authorised');
    expect(server.authorizations).toHaveLength(2);
  });

  it('offers the login to the token service and never to the Notary server', async () => {
    const { tokens, notary } = await secured(new Set(['t1']));
    const asked: unknown[] = [];
    const { remote } = openRemote(notary.url, {
      login: async (request) => {
        asked.push({ server: request.server, realm: request.realm?.origin });
        return login;
      },
    });
    await remote.fetchFile(GUN, current(), never());
    expect(tokens.authorizations).toEqual([header]);
    expect(notary.authorizations).toEqual([null, 'Bearer t1']);
    expect(asked).toEqual([{ server: notary.url, realm: tokens.url }]);
  });

  it('does not carry a login along a redirect of the token service', async () => {
    const other = await serve((_request, response) => response.end('{"token":"t1"}'));
    const tokens = await serve((_request, response) =>
      response.writeHead(302, { location: `${other.url}/` }).end(),
    );
    const notary = await serve(bearer(tokens, new Set(['t1'])));
    const { remote } = openRemote(notary.url, { login: async () => login });
    await failure(remote.fetchFile(GUN, current(), never()), 'redirect-refused');
    expect(other.paths).toEqual([]);
  });
});

describe('the activity log', () => {
  it('shows every request without tokens, logins and queries', async () => {
    const { notary } = await secured(new Set(['t1']));
    const { remote, exchanges } = openRemote(notary.url, {
      login: async () => ({ kind: 'password', username: 'u', password: 'hunter2' }),
    });
    await remote.fetchFile(GUN, current(), never());
    expect(exchanges.map(({ path, status }) => [path.replace(/.*\//, ''), status])).toEqual([
      ['timestamp.json', 401],
      ['token', 200],
      ['timestamp.json', 200],
    ]);
    const shown = JSON.stringify(exchanges);
    for (const secret of ['t1"', 'hunter2', 'Basic', 'Bearer', '?']) {
      expect(shown).not.toContain(secret);
    }
  });
});

describe('requests that change something', () => {
  const NAME = 'repository:registry.example/team/app';

  /** A token service that names each token after its scope, and a server that knows what each request needs. */
  async function scoped(needs: Readonly<Record<string, string>>) {
    const tokens = await serve((request, response) => {
      const scope = new URL(request.url ?? '', 'http://x').searchParams.get('scope');
      response.end(JSON.stringify({ token: Buffer.from(scope ?? '').toString('hex') }));
    });
    const notary = await receiving(({ method, headers }, response) => {
      const token = headers.authorization?.replace('Bearer ', '') ?? '';
      const scope = Buffer.from(token, 'hex').toString();
      scope === `${NAME}:${needs[method]}`
        ? response.end()
        : response.writeHead(401, { 'www-authenticate': `Bearer realm="${tokens.url}/"` }).end();
    });
    return { tokens, notary };
  }

  const scopesOf = (tokens: LoopbackServer) =>
    tokens.paths.map((path) => new URL(path, tokens.url).searchParams.get('scope'));

  it('is sent again with a token for publishing, the same to the byte', async () => {
    const { tokens, notary } = await scoped({ POST: 'push,pull' });
    await openRemote(notary.url).remote.publish(GUN, FILES, never());
    expect(scopesOf(tokens)).toEqual([`${NAME}:push,pull`]);
    const [first, second] = notary.requests;
    expect(notary.requests).toHaveLength(2);
    expect(second?.body).toEqual(first?.body);
    expect(second?.headers['content-type']).toBe(first?.headers['content-type']);
  });

  it('is sent once where the server was read before', async () => {
    const { tokens, notary } = await scoped({ GET: 'pull', POST: 'push,pull', DELETE: '*' });
    const { remote } = openRemote(notary.url);
    await remote.fetchFile(GUN, current(), never());
    await remote.publish(GUN, FILES, never());
    await remote.deleteRepository(GUN, never());
    expect(scopesOf(tokens)).toEqual([`${NAME}:pull`, `${NAME}:push,pull`, `${NAME}:*`]);
    expect(notary.requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST', 'DELETE']);
  });

  it('asks for the server’s key as for publishing, and for another key as for everything', async () => {
    const { tokens, notary } = await scoped({ GET: 'push,pull', POST: '*' });
    const { remote } = openRemote(notary.url);
    await failure(remote.serverKey(GUN, 'snapshot', never()), 'not-a-notary-server');
    await failure(remote.rotateServerKey(GUN, 'snapshot', never()), 'not-a-notary-server');
    expect(scopesOf(tokens)).toEqual([`${NAME}:push,pull`, `${NAME}:*`]);
  });

  it('has changed nothing where no token is good enough, and is not sent a third time', async () => {
    const { notary } = await scoped({ POST: 'nobody has it' });
    const { remote } = openRemote(notary.url);
    const detail = await failure(remote.publish(GUN, FILES, never()), 'authentication-required');
    expect(detail.signIn?.asked).toBe(`${NAME}:push,pull`);
    expect(notary.requests).toHaveLength(2);
  });

  it('has changed nothing where the token service fails', async () => {
    const tokens = await serve((_request, response) => response.writeHead(400).end());
    const notary = await receiving((_request, response) =>
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${tokens.url}/"` }).end(),
    );
    const { remote } = openRemote(notary.url);
    await failure(remote.publish(GUN, FILES, never()), 'token-service-failed');
    expect(notary.requests).toHaveLength(1);
  });

  it('is uncertain when the second attempt is, whatever the first was', async () => {
    const { tokens } = await scoped({});
    const notary = await receiving(({ headers }, response) =>
      headers.authorization === undefined
        ? response.writeHead(401, { 'www-authenticate': `Bearer realm="${tokens.url}/"` }).end()
        : response.destroy(),
    );
    const detail = await failure(
      openRemote(notary.url).remote.publish(GUN, FILES, never()),
      'publish-uncertain',
    );
    expect(detail.reason).toBe('no-answer');
    expect(notary.requests).toHaveLength(2);
  });

  it('answers a challenge that comes while a large update is still on its way', async () => {
    const bytes = Buffer.alloc(20_000_000, 'x');
    let refused = 0;
    const tokens = await serve((_request, response) => response.end('{"token":"t1"}'));
    const notary = await serve((request, response) => {
      if (request.headers.authorization === undefined) {
        refused += 1;
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${tokens.url}/"` }).end();
        return;
      }
      request.resume().on('end', () => response.end());
    });
    const file = { role: current('targets').role, bytes };
    await openRemote(notary.url).remote.publish(GUN, [file], never());
    expect(refused).toBe(1);
  });
});
