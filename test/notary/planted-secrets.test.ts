import { describe, expect, it } from 'vitest';
import { failure, GUN, never, openRemote } from './support/remote.ts';
import {
  guarded,
  IDENTITY,
  JEFF,
  JEFF_BASIC,
  jwt,
  PASSWORD,
  TOKEN_HOLDER,
  tokenReply,
} from './support/token-servers.ts';
import { envelope, FILES } from './support/update.ts';

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
