import { describe, expect, it } from 'vitest';
import type { Login, NotaryProblemCode } from '../../source/notary/index.ts';
import { current, failure, GUN, gun, never, openRemote } from './support/remote.ts';
import {
  guarded,
  JEFF,
  JEFF_BASIC,
  jwt,
  type Reply,
  TOKEN_HOLDER,
  tokenReply,
} from './support/token-servers.ts';
import { envelope, FILES, receiving } from './support/update.ts';

const NAME = 'repository:registry.example/team/app';
const JEFF_SHOWN = { user: 'jeff', from: '~/config.json' };
const HOLDER_SHOWN = { user: null, from: 'docker-credential-x' };
const OPEN = () => ({});

const read = (url: string, login: Login | null) =>
  openRemote(url, { login: async () => login }).remote.fetchFile(GUN, current(), never());

describe('why a login is not enough: the token service', () => {
  const details = '{"details":"incorrect username or password"}';
  const denied = envelope('DENIED', undefined, 'requested access is denied');

  it.each<[string, Login | null, Reply, NotaryProblemCode, object]>([
    [
      'nobody',
      null,
      { status: 401 },
      'authentication-required',
      { reason: 'no-login', user: null, from: null },
    ],
    [
      'a password',
      JEFF,
      { status: 401, body: details },
      'not-authorised',
      { reason: 'wrong-password', ...JEFF_SHOWN },
    ],
    [
      'who may not',
      JEFF,
      { status: 403, body: denied },
      'not-authorised',
      { reason: 'not-permitted', ...JEFF_SHOWN },
    ],
    [
      'an identity token',
      TOKEN_HOLDER,
      { status: 401 },
      'not-authorised',
      { reason: 'identity-token-refused', ...HOLDER_SHOWN },
    ],
    [
      'an ended one',
      TOKEN_HOLDER,
      { status: 400, body: '{"error":"invalid_grant"}' },
      'not-authorised',
      { reason: 'identity-token-refused' },
    ],
    [
      'one without the right',
      TOKEN_HOLDER,
      { status: 400, body: '{"error":"invalid_scope"}' },
      'not-authorised',
      { reason: 'not-permitted' },
    ],
    [
      'a POST',
      TOKEN_HOLDER,
      { status: 404 },
      'authentication-required',
      { reason: 'login-not-usable', ...HOLDER_SHOWN },
    ],
    [
      'any POST',
      TOKEN_HOLDER,
      { status: 405, body: '<html>' },
      'authentication-required',
      { reason: 'login-not-usable' },
    ],
    [
      'the grant',
      TOKEN_HOLDER,
      { status: 400, body: '{"error":"unsupported_grant_type"}' },
      'authentication-required',
      { reason: 'login-not-usable' },
    ],
  ])('refuses %s', async (_, login, reply, code, signIn) => {
    const { tokens, notary } = await guarded(() => reply, OPEN);
    const detail = await failure(read(notary.url, login), code);
    expect(detail).toMatchObject({
      server: tokens.url,
      signIn: { asked: `${NAME}:pull`, granted: null, ...signIn },
    });
    expect(notary.requests).toHaveLength(1);
  });

  it('quotes what it says', async () => {
    const { notary } = await guarded(() => ({ status: 401, body: details }), OPEN);
    expect((await failure(read(notary.url, JEFF), 'not-authorised')).message).toBe(
      'incorrect username or password',
    );
  });

  it.each([JEFF, TOKEN_HOLDER])('does not blame the login for other failures: $kind', async (login) => {
    const { notary } = await guarded(() => ({ status: 400, body: '{"error":["invalid_grant"]}' }), OPEN);
    expect((await failure(read(notary.url, login), 'token-service-failed')).status).toBe(400);
  });
});

describe('why a login is not enough: the server', () => {
  const grants = (...actions: string[]) =>
    jwt({ access: [{ type: 'repository', name: 'registry.example/team/app', actions }] });

  it.each<[string, string, Reply & { error?: string }, object]>([
    [
      'lacks the scope',
      'opaque',
      { status: 401, error: 'insufficient_scope' },
      { reason: 'not-permitted', granted: null },
    ],
    [
      'lacks an action',
      grants('pull'),
      { status: 401 },
      { reason: 'not-permitted', granted: [`${NAME}:pull`] },
    ],
    ['grants nothing', jwt({ access: [] }), { status: 401 }, { reason: 'not-permitted', granted: [] }],
    ['grants null', jwt({ access: null }), { status: 401 }, { reason: 'not-permitted', granted: [] }],
    [
      'is not believed',
      grants('pull', 'push'),
      { status: 401, error: 'invalid_token' },
      { reason: 'token-not-accepted' },
    ],
    [
      'is not enough although it has all',
      grants('push', 'pull'),
      { status: 401 },
      { reason: 'token-not-accepted', granted: [`${NAME}:push,pull`] },
    ],
    ['says nothing, nor does the server', 'opaque', { status: 401 }, { reason: 'unknown', granted: null }],
    [
      'is no JWT with that claim',
      jwt({ sub: 'jeff' }),
      { status: 401 },
      { reason: 'unknown', granted: null },
    ],
    ['is forbidden', 'opaque', { status: 403 }, { reason: 'not-permitted' }],
  ])('the token %s', async (_, token, reply, signIn) => {
    const { notary } = await guarded(
      () => tokenReply(token),
      () => reply,
    );
    const { remote } = openRemote(notary.url, { login: async () => JEFF });
    const detail = await failure(remote.publish(GUN, FILES, never()), 'not-authorised');
    expect(detail).toMatchObject({
      server: notary.url,
      access: 'change',
      signIn: { ...JEFF_SHOWN, asked: `${NAME}:push,pull`, ...signIn },
    });
  });

  it.each([401, 403])('a token for nobody means that a login is missing: %i', async (status) => {
    const { tokens, notary } = await guarded(
      () => tokenReply(jwt({ access: [] })),
      () => ({ status, error: 'insufficient_scope' }),
    );
    const detail = await failure(read(notary.url, null), 'authentication-required');
    expect(detail).toMatchObject({ realm: tokens.url, signIn: { reason: 'no-login', granted: [] } });
  });

  it('a 403 of a server that never asked who we are says nothing about a login', async () => {
    const server = await receiving((_request, response) => response.writeHead(403).end());
    const detail = await failure(read(server.url, JEFF), 'not-authorised');
    expect(detail).toEqual({ server: server.url, status: 403, message: null });
  });

  it('looks for the login again, as somebody may have signed in meanwhile', async () => {
    const { notary } = await guarded(
      ({ headers }) => (headers.authorization === JEFF_BASIC ? tokenReply('t1') : { status: 401 }),
      OPEN,
    );
    const logins: (Login | null)[] = [
      null,
      { ...JEFF, kind: 'password', username: 'x', password: 'y' },
      JEFF,
    ];
    const { remote } = openRemote(notary.url, { login: async () => logins.shift() ?? null });
    const again = () => remote.fetchFile(GUN, current(), never());
    await failure(again(), 'authentication-required');
    await failure(again(), 'not-authorised');
    expect(await again()).toMatchObject({ kind: 'found' });
  });
});

describe('Basic', () => {
  const realm = { 'www-authenticate': 'Basic realm="notary"' };
  const basic = (accepted: string, refusal = 401) =>
    receiving(({ headers: { authorization } }, response) => {
      const status = authorization === undefined ? 401 : refusal;
      authorization === accepted ? response.end('{}') : response.writeHead(status, realm).end();
    });

  it('sends each repository the login of its registry, looked for once', async () => {
    const server = await receiving(({ headers }, response) =>
      headers.authorization === undefined ? response.writeHead(401, realm).end() : response.end('{}'),
    );
    const asked: (string | null)[] = [];
    const { remote } = openRemote(server.url, {
      login: async ({ gun: of, realm: to }) => {
        expect(to).toBeNull();
        asked.push(of);
        return { kind: 'password', username: of?.split('/')[0] ?? 'feed', password: 'x' };
      },
    });
    for (const name of ['a.example/one', 'a.example/two', 'b.example/one']) {
      await remote.fetchFile(gun(name), current(), never());
    }
    await failure(remote.changedRepositories(1, never()), 'not-a-notary-server');
    const users = server.requests.map(({ headers: { authorization } }) =>
      Buffer.from(authorization?.slice('Basic '.length) ?? '', 'base64').toString(),
    );
    expect(users).toEqual(['', 'a.example:x', 'a.example:x', 'b.example:x', 'feed:x']);
    expect(asked).toEqual(['a.example/one', 'b.example/one', null]);
  });

  it('tells a wrong password from a right that is missing', async () => {
    const signIn = { ...JEFF_SHOWN, asked: null, granted: null };
    const wrong = await basic('Basic other');
    expect(await failure(read(wrong.url, JEFF), 'not-authorised')).toMatchObject({
      status: 401,
      signIn: { ...signIn, reason: 'wrong-password' },
    });
    const forbidden = await basic('Basic other', 403);
    expect(await failure(read(forbidden.url, JEFF), 'not-authorised')).toMatchObject({
      status: 403,
      signIn: { ...signIn, reason: 'not-permitted' },
    });
  });

  it('says the same of a wrong password every time', async () => {
    const server = await basic('Basic other');
    const { remote } = openRemote(server.url, { login: async () => JEFF });
    for (const requests of [2, 3]) {
      const detail = await failure(remote.fetchFile(GUN, current(), never()), 'not-authorised');
      expect(detail.signIn?.reason).toBe('wrong-password');
      expect(server.requests).toHaveLength(requests);
    }
  });

  it('is not answered with an identity token', async () => {
    const server = await basic('Basic other');
    const detail = await failure(read(server.url, TOKEN_HOLDER), 'authentication-required');
    expect(detail).toMatchObject({
      scheme: 'basic',
      signIn: { reason: 'login-not-usable', ...HOLDER_SHOWN },
    });
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
});
