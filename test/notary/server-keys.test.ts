import { describe, expect, it } from 'vitest';
import { tufKeyJson } from '../../source/tuf/index.ts';
import { ecKey, ed25519Key, rsaKey } from '../support/test-keys.ts';
import { failure, GUN, never, openRemote } from './support/remote.ts';
import { answering, envelope, receiving } from './support/update.ts';

const BASE = '/v2/registry.example/team/app/_trust/tuf/';

/** As notary-server writes it: Go's order of members, and not what the ID is made from. */
function keyAnswer(keytype: string, publicBytes: Uint8Array): string {
  const text = Buffer.from(publicBytes).toString('base64');
  return `{"keytype":"${keytype}","keyval":{"public":"${text}","private":null}}`;
}

describe('the key of the server', () => {
  it.each([
    ['ecdsa', ecKey().key],
    ['ed25519', ed25519Key().key],
    ['rsa', rsaKey().key],
  ])('has the ID of its content: %s', async (keytype, key) => {
    const { url, requests } = await receiving(answering(200, keyAnswer(keytype, key.publicBytes)));
    expect(await openRemote(url).remote.serverKey(GUN, 'snapshot', never())).toEqual(key);
    expect(requests).toMatchObject([{ method: 'GET', path: `${BASE}snapshot.key` }]);
  });

  it('is read in canonical form too', async () => {
    const { key } = ecKey();
    const { url } = await receiving(answering(200, `${JSON.stringify(tufKeyJson(key))}\n`));
    expect(await openRemote(url).remote.serverKey(GUN, 'timestamp', never())).toEqual(key);
  });

  it('is asked for again by an empty POST', async () => {
    const { key } = ed25519Key();
    const { url, requests } = await receiving(answering(200, keyAnswer('ed25519', key.publicBytes)));
    expect(await openRemote(url).remote.rotateServerKey(GUN, 'timestamp', never())).toEqual(key);
    expect(requests).toMatchObject([{ method: 'POST', path: `${BASE}timestamp.key` }]);
    expect(requests[0]?.headers['content-length']).toBe('0');
    expect(requests[0]?.body).toHaveLength(0);
  });

  it.each([
    ['nothing', ''],
    ['no key', '{}'],
    ['a list', '[]'],
    ['a key without content', '{"keytype":"ecdsa","keyval":{"public":"","private":null}}'],
    ['a type that nobody verifies with', keyAnswer('rot13', ecKey().key.publicBytes)],
    ['another type than its content', keyAnswer('ed25519', ecKey().key.publicBytes)],
    ['a weak key', keyAnswer('rsa', rsaKey(1024).key.publicBytes)],
    ['two keys in one', keyAnswer('ecdsa', ecKey().key.publicBytes).replace('{', '{"keytype":"rsa",')],
    ['more than it may be', `${keyAnswer('ecdsa', ecKey().key.publicBytes)}${' '.repeat(262_144)}`],
  ])('is refused when the answer is %s', async (_name, body) => {
    const { url } = await receiving(answering(200, body));
    const expected = { server: url, status: 200, reason: 'malformed' };
    const { remote } = openRemote(url);
    expect(await failure(remote.serverKey(GUN, 'timestamp', never()), 'not-a-notary-server')).toEqual(
      expected,
    );
    expect(await failure(remote.rotateServerKey(GUN, 'timestamp', never()), 'not-a-notary-server')).toEqual(
      expected,
    );
  });

  it('is not looked for in a page', async () => {
    const { url } = await receiving(answering(200, '<html></html>', { 'content-type': 'text/html' }));
    const detail = await failure(
      openRemote(url).remote.serverKey(GUN, 'snapshot', never()),
      'not-a-notary-server',
    );
    expect(detail.reason).toBe('html');
  });

  it('is asked for again when the server is busy, unlike another key', async () => {
    const { key } = ecKey();
    const busy = new Set(['GET', 'POST']);
    const { url, requests } = await receiving(({ method }, response) =>
      busy.delete(method) ? response.writeHead(503).end() : response.end(keyAnswer('ecdsa', key.publicBytes)),
    );
    const { remote } = openRemote(url);
    expect(await remote.serverKey(GUN, 'snapshot', never())).toEqual(key);
    await failure(remote.rotateServerKey(GUN, 'snapshot', never()), 'server-error');
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
  });

  it.each([401, 403] as const)('needs permission to change the repository: %i', async (status) => {
    const { url } = await receiving(answering(status, envelope('DENIED')));
    const { remote } = openRemote(url);
    for (const ask of [remote.rotateServerKey, remote.serverKey]) {
      const asked = ask.call(remote, GUN, 'snapshot', never());
      await failure(asked, status === 401 ? 'authentication-required' : 'not-authorised');
    }
  });
});

describe('deleting', () => {
  it('is one request to the repository itself', async () => {
    const { url, requests } = await receiving(answering(200));
    await openRemote(url).remote.deleteRepository(GUN, never());
    expect(requests).toMatchObject([{ method: 'DELETE', path: BASE }]);
  });

  it.each([
    [403, envelope('DENIED'), 'not-authorised'],
    [404, '<h1>Not Found</h1>', 'not-a-notary-server'],
    [405, '', 'not-a-notary-server'],
    [429, '', 'server-error'],
  ] as const)('has done nothing for %i %s', async (status, body, code) => {
    const { url, requests } = await receiving(answering(status, body));
    await failure(openRemote(url).remote.deleteRepository(GUN, never()), code);
    expect(requests).toHaveLength(1);
  });
});
