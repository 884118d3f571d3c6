import { describe, expect, it } from 'vitest';
import { asSha256Hex } from '../../source/base/index.ts';
import { closedPort, serve, serveRaw } from './support/loopback.ts';
import { current, failure, GUN, gun, never, openRemote, role } from './support/remote.ts';

const NOT_FOUND =
  '{"errors":[{"code":"METADATA_NOT_FOUND","message":"You have requested metadata that does not exist."}]}\n';
const SHA = asSha256Hex('ab'.repeat(32));

describe('metadata', () => {
  it('asks for current, checksum-named and numbered files where Notary keeps them', async () => {
    const server = await serve((_request, response) => response.end('{}'));
    const { remote } = openRemote(`${server.url}/sub/`);
    const by = [
      { kind: 'current' },
      { kind: 'sha256', sha256: SHA ?? expect.fail() },
      { kind: 'version', version: 3 },
    ] as const;
    for (const each of by) {
      await remote.fetchFile(GUN, { role: role('targets/releases'), by: each, maxBytes: 9 }, never());
    }
    const base = '/sub/v2/registry.example/team/app/_trust/tuf/';
    expect(server.paths).toEqual([
      `${base}targets/releases.json`,
      `${base}targets/releases.${SHA}.json`,
      `${base}3.targets/releases.json`,
    ]);
  });

  it('pastes a GUN with port and capitals into the path as it is', async () => {
    const server = await serve((_request, response) => response.end('{}'));
    await openRemote(server.url).remote.fetchFile(gun('Host:5000/A/b'), current('root'), never());
    expect(server.paths).toEqual(['/v2/Host:5000/A/b/_trust/tuf/root.json']);
  });

  it('returns the bytes exactly as served, whatever they are', async () => {
    const bytes = Buffer.from([0x7b, 0xff, 0x00, 0x0d, 0x0a, 0x7d]);
    const server = await serve((_request, response) => response.end(bytes));
    expect(await openRemote(server.url).remote.fetchFile(GUN, current(), never())).toEqual({
      kind: 'found',
      bytes,
    });
  });

  it('takes a 404 for a file that is not there', async () => {
    const server = await serve((_request, response) => response.writeHead(404).end(NOT_FOUND));
    expect(await openRemote(server.url).remote.fetchFile(GUN, current(), never())).toEqual({
      kind: 'missing',
    });
  });

  it.each([
    ['a page by its type', 200, 'text/html; charset=utf-8', 'hello'],
    ['a page by its first character', 200, 'text/plain', '\n  <!DOCTYPE html>'],
    ['a page that says 404', 404, 'text/html', '<h1>Not Found</h1>'],
  ])('does not take %s for a Notary server', async (_name, status, type, body) => {
    const server = await serve((_request, response) =>
      response.writeHead(status, { 'content-type': type }).end(body),
    );
    const detail = await failure(
      openRemote(server.url).remote.fetchFile(GUN, current(), never()),
      'not-a-notary-server',
    );
    expect(detail).toMatchObject({ status, reason: 'html' });
  });

  it('passes the message of an error on, without what could steer a terminal', async () => {
    const body = JSON.stringify({ errors: [{ code: 'UNKNOWN', message: 'bad\u001b[2Jthing' }] });
    const server = await serve((_request, response) => response.writeHead(500).end(body));
    const detail = await failure(
      openRemote(server.url).remote.fetchFile(GUN, current(), never()),
      'server-error',
    );
    expect(detail).toMatchObject({ status: 500, message: 'bad\ufffd[2Jthing' });
  });

  it('calls a status that Notary never sends what it is', async () => {
    const server = await serve((_request, response) => response.writeHead(204).end());
    const detail = await failure(
      openRemote(server.url).remote.fetchFile(GUN, current(), never()),
      'not-a-notary-server',
    );
    expect(detail).toMatchObject({ status: 204, reason: 'unexpected-status' });
  });

  it('tells 403 from everything else', async () => {
    const server = await serve((_request, response) => response.writeHead(403).end());
    const detail = await failure(
      openRemote(server.url).remote.fetchFile(GUN, current(), never()),
      'not-authorised',
    );
    expect(detail).toMatchObject({ status: 403 });
  });
});

describe('no answer', () => {
  it('says that the connection was refused', async () => {
    const { remote } = openRemote(`http://127.0.0.1:${await closedPort()}`);
    const detail = await failure(remote.fetchFile(GUN, current(), never()), 'server-unreachable');
    expect(detail).toMatchObject({ reason: 'refused', systemCode: 'ECONNREFUSED' });
  });

  it('says that a name does not resolve', async () => {
    const { remote } = openRemote('https://notary.invalid');
    const detail = await failure(remote.fetchFile(GUN, current(), never()), 'server-unreachable');
    expect(detail).toMatchObject({ server: 'https://notary.invalid', reason: 'dns' });
  });

  it('says that something else than HTTP answered', async () => {
    const url = await serveRaw((socket) =>
      socket.once('data', () => socket.write('SSH-2.0-OpenSSH_9.2\r\n')),
    );
    const detail = await failure(
      openRemote(url).remote.fetchFile(GUN, current(), never()),
      'not-a-notary-server',
    );
    expect(detail).toMatchObject({ reason: 'not-http' });
  });

  it.each(['http://192.0.2.1', 'http://notary.example', 'http://127.0.0.1.example'])(
    'refuses plain http to %s',
    (url) => {
      expect(() => openRemote(url)).toThrow(expect.objectContaining({ code: 'plain-http-refused' }));
    },
  );

  it.each([
    ['notary.example:4443', 'not-http'],
    ['', 'not-a-url'],
    ['ftp://notary.example', 'not-http'],
    ['https://user:hunter2@notary.example', 'has-credentials'],
    ['https://notary.example/?x=1', 'has-query'],
  ])('refuses the server URL %j', (url, reason) => {
    expect(() => openRemote(url)).toThrow(
      expect.objectContaining({ code: 'server-url-invalid', detail: expect.objectContaining({ reason }) }),
    );
  });

  it('keeps a password in a server URL out of the error', () => {
    try {
      openRemote('https://user:hunter2@notary.example');
      expect.fail();
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('hunter2');
    }
  });
});

describe('changefeed', () => {
  const record = (id: number, name: string, category = 'update') => ({
    ID: String(id),
    GUN: name,
    Category: category,
  });

  it('names each repository once, newest change first, without deleted and impossible ones', async () => {
    const records = [
      record(1, 'a/old'),
      record(2, 'a/gone'),
      record(3, '../../etc'),
      record(4, 'a/new'),
      record(5, 'a/old'),
      record(6, 'a/gone', 'deletion'),
    ];
    const server = await serve((_request, response) => response.end(JSON.stringify({ count: 6, records })));
    expect(await openRemote(server.url).remote.changedRepositories(10, never())).toEqual(['a/old', 'a/new']);
    expect(server.paths).toEqual(['/v2/_trust/changefeed?records=-1000&change_id=-1']);
  });

  it('reads back page by page until it has enough', async () => {
    const pages = [[record(3, 'c/c'), record(4, 'd/d')], [record(1, 'a/a'), record(2, 'b/b')], []];
    const server = await serve((_request, response) =>
      response.end(JSON.stringify({ records: pages.shift() })),
    );
    const { remote } = openRemote(server.url, { limits: { changefeedRecords: 2 } });
    expect(await remote.changedRepositories(3, never())).toEqual(['d/d', 'c/c', 'b/b']);
    expect(server.paths.map((path) => path.replace(/^.*&/, ''))).toEqual(['change_id=-1', 'change_id=3']);
  });

  it.each([
    ['null records', 200, '{"count":0,"records":null}'],
    ['no changefeed at all', 404, NOT_FOUND],
  ])('is empty with %s', async (_name, status, body) => {
    const server = await serve((_request, response) => response.writeHead(status).end(body));
    expect(await openRemote(server.url).remote.changedRepositories(5, never())).toEqual([]);
  });

  it.each(['[]', 'nope', '{}', '{"records":[{"ID":1}]}', '{"records":{}}'])('refuses %s', async (body) => {
    const server = await serve((_request, response) => response.end(body));
    const detail = await failure(
      openRemote(server.url).remote.changedRepositories(5, never()),
      'not-a-notary-server',
    );
    expect(detail).toMatchObject({ reason: 'malformed' });
  });
});
