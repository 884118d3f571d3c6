import { describe, expect, it } from 'vitest';
import type { Login, NotaryProblemCode } from '../../source/notary/index.ts';
import { current, failure, GUN, gun, never, openRemote } from './support/remote.ts';
import {
  guarded,
  IDENTITY,
  JEFF,
  JEFF_BASIC,
  jwt,
  PASSWORD,
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

describe('asking for a token', () => {
  it('names the account, the service and the scope, and shows the password in the header alone', async () => {
    const { tokens, notary } = await guarded(() => tokenReply('t1'), OPEN);
    await read(notary.url, JEFF);
    const [request] = tokens.requests;
    const url = new URL(request?.path ?? '', tokens.url);
    expect(request?.method).toBe('GET');
    expect(request?.headers.authorization).toBe(JEFF_BASIC);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      account: 'jeff',
      service: 'notary',
      scope: `${NAME}:pull`,
    });
    expect(notary.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, 'Bearer t1']);
  });

  it('posts an identity token in a form, and nowhere else', async () => {
    const { tokens, notary } = await guarded(() => ({ body: '{"access_token":"t1"}' }), OPEN);
    await openRemote(notary.url, { login: async () => TOKEN_HOLDER }).remote.publish(GUN, FILES, never());
    const [request] = tokens.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/token' });
    expect(request?.headers.authorization).toBeUndefined();
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(request?.body.toString()))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: IDENTITY,
      client_id: 'trustdeck',
      service: 'notary',
      scope: `${NAME}:push,pull`,
    });
    expect(notary.requests.at(-1)?.headers.authorization).toBe('Bearer t1');
  });

  it.each<Login>([
    { kind: 'password', username: '', password: 'x' },
    { kind: 'password', username: 'x', password: '' },
    { kind: 'identity-token', username: 'x', token: '' },
  ])('takes a login with nothing in it for none: %o', async (login) => {
    const { tokens, notary } = await guarded(() => tokenReply('t1'), OPEN);
    await read(notary.url, login);
    expect(tokens.requests.map(({ method, headers }) => [method, headers.authorization])).toEqual([
      ['GET', undefined],
    ]);
  });

  it('asks once for many files, with an identity token too', async () => {
    const { tokens, notary } = await guarded(() => tokenReply('t1'), OPEN);
    let asked = 0;
    const { remote } = openRemote(notary.url, {
      login: async () => {
        asked += 1;
        return TOKEN_HOLDER;
      },
    });
    await Promise.all(Array.from({ length: 8 }, () => remote.fetchFile(GUN, current(), never())));
    expect(tokens.requests).toHaveLength(1);
    expect(asked).toBe(1);
  });

  it.each([
    [302, 'changes-method'],
    [307, 'other-origin'],
  ] as const)('carries an identity token along no redirect: %i', async (status, reason) => {
    const other = await receiving((_request, response) => response.end('{"token":"t1"}'));
    const location = status === 302 ? '/elsewhere' : `${other.url}/token`;
    const { tokens, notary } = await guarded(() => ({ status, headers: { location } }), OPEN);
    const login = async () => TOKEN_HOLDER;
    const detail = await failure(
      openRemote(notary.url, { login }).remote.fetchFile(GUN, current(), never()),
      'redirect-refused',
    );
    expect(detail.reason).toBe(reason);
    expect(other.requests).toEqual([]);
    expect(tokens.requests).toHaveLength(1);
  });
});

describe('how long a token is used', () => {
  const START = '2026-11-23T00:00:00Z';

  async function tokensAfter(reply: object, seconds: number): Promise<number> {
    const { tokens, notary } = await guarded((_, count) => tokenReply(`t${count}`, reply), OPEN);
    let now = new Date(START);
    const { remote } = openRemote(notary.url, { now: () => now });
    await remote.fetchFile(GUN, current(), never());
    now = new Date(now.getTime() + seconds * 1000);
    await Promise.all([1, 2, 3].map(() => remote.fetchFile(GUN, current(), never())));
    return tokens.requests.length;
  }

  it.each([
    ['a minute where nothing is said', {}, 49, 51],
    ['a minute at least', { expires_in: 1 }, 49, 51],
    ['from when it was issued', { expires_in: 300, issued_at: '2026-11-22T23:58:20Z' }, 189, 191],
    ['from now where it was issued later', { expires_in: 300, issued_at: '2026-11-23T01:00:00Z' }, 289, 291],
    ['from now where it ended before', { expires_in: 300, issued_at: '2026-11-22T01:00:00Z' }, 289, 291],
    ['from now where the date is none', { expires_in: 300, issued_at: 'yesterday' }, 289, 291],
    ['a minute for what is no number', { expires_in: '3600' }, 49, 51],
    ['a minute for what is less than none', { expires_in: -1e9, issued_at: START }, 49, 51],
  ])('%s', async (_, reply, still, ended) => {
    expect(await tokensAfter(reply, still)).toBe(1);
    expect(await tokensAfter(reply, ended)).toBe(2);
  });

  it('is not asked for again and again where it has ended on arrival', async () => {
    const { tokens, notary } = await guarded((_, count) => tokenReply(`t${count}`), OPEN);
    let time = Date.parse(START);
    const { remote } = openRemote(notary.url, {
      now: () => {
        time += 3_600_000;
        return new Date(time);
      },
    });
    await remote.fetchFile(GUN, current(), never());
    expect(tokens.requests).toHaveLength(1);
  });
});

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

describe('planted secrets', () => {
  const TOKEN = jwt({ access: [{ type: 'x', name: `${PASSWORD}${IDENTITY}`, actions: ['y'] }] });
  const ofLogin = { password: [PASSWORD, JEFF_BASIC.slice('Basic '.length)], 'identity-token': [IDENTITY] };
  /** Bodies that repeat a secret, also as other encoders of JSON write it. */
  const echoes = (secret: string) => [
    envelope('DENIED', { Error: { Msg: secret }, Name: secret }, `you sent ${secret}`),
    JSON.stringify({ details: secret }),
    envelope('UNKNOWN', null, secret)
      .replaceAll('/', '\\/')
      .replaceAll('<', '\\u003c')
      .replaceAll('ä', '\\u00E4'),
  ];

  /** Everything of an error that anybody may print. */
  function printed(error: unknown): string {
    const texts: string[] = [];
    for (let at = error; at instanceof Error; at = at.cause) {
      const { detail } = at as { readonly detail?: unknown };
      texts.push(String(at), at.stack ?? '', JSON.stringify(detail) ?? '');
    }
    expect(texts).not.toEqual([]);
    return texts.join('\n').replaceAll('\\\\', '\\').replaceAll('\\"', '"');
  }

  it.each(
    [JEFF, TOKEN_HOLDER].flatMap((login) =>
      [400, 401, 403, 404, 500].flatMap((status) => [
        { kind: login.kind, at: 'token service', status, login },
        { kind: login.kind, at: 'server', status, login },
      ]),
    ),
  )(
    'stay out of errors, addresses and the activity log: $kind $at $status',
    async ({ at, status, login }) => {
      const secrets = [...ofLogin[login.kind], ...(at === 'server' ? [TOKEN] : [])];
      for (const body of secrets.flatMap(echoes)) {
        const { tokens, notary } = await guarded(
          () => (at === 'server' ? tokenReply(TOKEN) : { status, body }),
          () => ({ status, body }),
        );
        const { remote, exchanges } = openRemote(notary.url, { login: async () => login });
        const error: unknown = await remote.publish(GUN, FILES, never()).catch((reason: unknown) => reason);
        const paths = [...tokens.requests, ...notary.requests].map(({ path }) => path);
        const shown = `${printed(error)}\n${JSON.stringify(exchanges)}\n${paths.join('\n')}`;
        expect(
          secrets.filter((secret) => shown.includes(secret) || shown.includes(encodeURIComponent(secret))),
        ).toEqual([]);
      }
    },
  );

  it('do not hide what a server says besides', async () => {
    const { notary } = await guarded(
      () => tokenReply('t0ken'),
      () => ({ status: 400, body: envelope('VERSION', null, 'not with t0ken') }),
    );
    const { remote } = openRemote(notary.url, { login: async () => JEFF });
    await failure(remote.publish(GUN, FILES, never()), 'version-conflict');
  });
});
