import { describe, expect, it } from 'vitest';
import type { Login } from '../../source/notary/index.ts';
import { current, failure, GUN, never, openRemote } from './support/remote.ts';
import { guarded, IDENTITY, JEFF, JEFF_BASIC, TOKEN_HOLDER, tokenReply } from './support/token-servers.ts';
import { FILES, receiving } from './support/update.ts';

const NAME = 'repository:registry.example/team/app';
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

  it('reads without a login where looking for it fails, and publishes nothing that way', async () => {
    const trouble = new Error('the helper has gone');
    const { tokens, notary } = await guarded(() => tokenReply('t1'), OPEN);
    const { remote } = openRemote(notary.url, { login: () => Promise.reject(trouble) });
    await remote.fetchFile(GUN, current(), never());
    expect(tokens.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    await expect(remote.publish(GUN, FILES, never())).rejects.toBe(trouble);
    expect(tokens.requests).toHaveLength(1);
  });

  it('says why no login was found once reading without one is refused, by the token service or the server', async () => {
    const trouble = new Error('the helper has gone');
    const refusing = [
      await guarded(() => ({ status: 401, body: '{}' }), OPEN),
      await guarded(
        () => tokenReply('t1'),
        () => ({ status: 401, body: '{}' }),
      ),
    ];
    for (const { notary } of refusing) {
      const { remote } = openRemote(notary.url, { login: () => Promise.reject(trouble) });
      await expect(remote.fetchFile(GUN, current(), never())).rejects.toBe(trouble);
    }
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
