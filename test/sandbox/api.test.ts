import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../source/crypto/index.ts';
import { parseSnapshot, parseTimestamp, verifySignatures } from '../../source/tuf/index.ts';
import { GUN, NOW, newRepository, publishedRepository } from './support/repository.ts';
import { TestServer } from './support/server.ts';

const IMMUTABLE = 'public, max-age=2592000, s-maxage=2592000';
const CURRENT = 'public, max-age=300, s-maxage=300, must-revalidate';

describe('a published repository', () => {
  it('is served to the byte: current, by checksum and by version', () => {
    const { server, files } = publishedRepository();
    for (const [role, bytes] of Object.entries(files)) {
      expect(server.get(GUN, `${role}.json`).body).toEqual(bytes);
      expect(server.get(GUN, `${role}.${sha256Hex(bytes)}.json`).body).toEqual(bytes);
    }
    expect(server.get(GUN, '2.targets.json').body).toEqual(files.targets);
    expect(server.get(GUN, '1.targets.json').code).toBe('METADATA_NOT_FOUND');
  });

  it('carries the headers of notary-server', () => {
    const { server, files } = publishedRepository();
    expect(server.get(GUN, 'root.json').headers).toEqual({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': CURRENT,
      'last-modified': 'Mon, 23 Nov 2026 12:00:00 UTC',
    });
    expect(server.get(GUN, `root.${sha256Hex(files.root)}.json`).headers['cache-control']).toBe(IMMUTABLE);
    expect(server.get(GUN, '1.root.json').headers['cache-control']).toBe(IMMUTABLE);
  });

  it('has a snapshot and a timestamp signed by the keys that the server offered', () => {
    const { server, rootOptions, files } = publishedRepository();
    const snapshot = parseSnapshot(server.get(GUN, 'snapshot.json').body);
    const timestamp = parseTimestamp(server.get(GUN, 'timestamp.json').body);
    const rule = (role: 'snapshot' | 'timestamp') => ({
      role: role as Parameters<typeof verifySignatures>[1]['role'],
      keys: [rootOptions[role]],
      threshold: 1,
    });
    expect(verifySignatures(snapshot, rule('snapshot')).problem).toBeNull();
    expect(verifySignatures(timestamp, rule('timestamp')).problem).toBeNull();
    expect(snapshot.body.meta.get('root')).toMatchObject({ sha256: sha256Hex(files.root) });
    expect(snapshot.body.meta.get('targets')).toMatchObject({ length: files.targets.length });
    expect(timestamp.body.meta.get('snapshot')).toMatchObject({ sha256: sha256Hex(snapshot.bytes) });
    expect([snapshot.version, timestamp.version]).toEqual([1, 1]);
    expect(timestamp.expires).toEqual(new Date('2026-12-07T12:00:00Z'));
  });

  it('gets new ones when they have expired', () => {
    const { server } = publishedRepository();
    const first = server.get(GUN, 'timestamp.json').body;
    server.now = new Date('2026-12-07T11:59:59Z');
    expect(server.get(GUN, 'timestamp.json').body).toEqual(first);
    server.now = new Date('2026-12-07T12:00:00Z');
    const second = parseTimestamp(server.get(GUN, 'timestamp.json').body);
    expect(second.version).toBe(2);
    expect(parseSnapshot(server.get(GUN, 'snapshot.json').body).version).toBe(1);
    server.now = new Date('2029-12-01T00:00:00Z');
    expect(parseSnapshot(server.get(GUN, 'snapshot.json').body).version).toBe(2);
    const third = parseTimestamp(server.get(GUN, 'timestamp.json').body);
    expect(third.version).toBe(3);
    expect(third.body.meta.get('snapshot')?.sha256).toBe(sha256Hex(server.get(GUN, '2.snapshot.json').body));
  });

  it('gets a new snapshot and timestamp by an upload of nothing', () => {
    const { server } = publishedRepository();
    expect(server.post(GUN, {}).status).toBe(200);
    expect(parseSnapshot(server.get(GUN, 'snapshot.json').body).version).toBe(2);
    expect(parseTimestamp(server.get(GUN, 'timestamp.json').body).version).toBe(2);
  });

  it('is gone after DELETE, which succeeds also when there is nothing', () => {
    const { server } = publishedRepository();
    expect(server.call('DELETE', `/v2/${GUN}/_trust/tuf/`)).toMatchObject({ status: 200, text: '' });
    expect(server.get(GUN, 'root.json').status).toBe(404);
    expect(server.get(GUN, '1.root.json').status).toBe(404);
    expect(server.call('DELETE', `/v2/${GUN}/_trust/tuf/`).status).toBe(200);
  });
});

describe('a key of the server', () => {
  it('is offered again until it has signed', () => {
    const { server, rootOptions, files } = newRepository();
    expect(server.key(GUN, 'timestamp')).toEqual(rootOptions.timestamp);
    expect(server.key(GUN, 'timestamp', 'POST')).toEqual(rootOptions.timestamp);
    server.post(GUN, files);
    expect(server.key(GUN, 'timestamp')).toEqual(rootOptions.timestamp);
    const next = server.key(GUN, 'timestamp', 'POST');
    expect(next).not.toEqual(rootOptions.timestamp);
    expect(server.key(GUN, 'timestamp', 'POST')).toEqual(next);
    expect(server.key(GUN, 'timestamp')).toEqual(rootOptions.timestamp);
  });

  it('is in force once a root names it', () => {
    const { server, publisher, rootOptions } = publishedRepository();
    const timestamp = server.key(GUN, 'timestamp', 'POST');
    const rotated = publisher.root({ ...rootOptions, timestamp, version: 2 });
    expect(server.post(GUN, { root: rotated }).status).toBe(200);
    expect(server.key(GUN, 'timestamp')).toEqual(timestamp);
    const { signatures } = parseTimestamp(server.get(GUN, 'timestamp.json').body);
    expect(signatures.map(({ keyId }) => keyId)).toEqual([timestamp.id]);
  });

  it('belongs to one repository and role', () => {
    const { server, rootOptions } = newRepository();
    const other = newRepository({ server, gun: 'registry.example.com/other' as typeof GUN });
    const ids = [rootOptions, other.rootOptions].flatMap(({ snapshot, timestamp }) => [
      snapshot.id,
      timestamp.id,
    ]);
    expect(new Set(ids).size).toBe(4);
  });

  it.each(['ed25519', 'ecdsa'] as const)('can be of type %s', (keyType) => {
    const { server, rootOptions } = publishedRepository({ server: new TestServer({ now: NOW, keyType }) });
    expect(rootOptions.timestamp.keyType).toBe(keyType);
    expect(server.get(GUN, 'timestamp.json').status).toBe(200);
  });

  it('is written with its public half first, as Go does', () => {
    expect(new TestServer({ now: NOW }).get(GUN, 'snapshot.key').text).toMatch(
      /^\{"keytype":"ed25519","keyval":\{"public":"[^"]{44}","private":null\}\}$/,
    );
  });
});

describe('the changefeed', () => {
  function threeChanges() {
    const { server } = publishedRepository();
    publishedRepository({ server, gun: 'registry.example.com/other' as typeof GUN });
    server.call('DELETE', `/v2/${GUN}/_trust/tuf/`);
    const ids = (query: string, gun = '') => {
      const { json } = server.call('GET', `/v2/${gun}_trust/changefeed?${query}`);
      const { count, records } = json as { count: number; records: { ID: string }[] | null };
      expect(records?.length ?? 0).toBe(count);
      return records?.map(({ ID }) => ID) ?? null;
    };
    return { server, ids };
  }

  it('says what happened', () => {
    const { server } = threeChanges();
    const { json } = server.call('GET', `/v2/${GUN}/_trust/changefeed?records=0`);
    expect(json).toEqual({
      count: 2,
      records: [
        {
          ID: '1',
          CreatedAt: '2026-11-23T12:00:00Z',
          GUN,
          Version: 1,
          SHA256: expect.stringMatching(/^[0-9a-f]{64}$/),
          Category: 'update',
        },
        { ID: '3', CreatedAt: '2026-11-23T12:00:00Z', GUN, Version: 0, SHA256: '', Category: 'deletion' },
      ],
    });
  });

  it.each([
    ['records=0', ['1', '2', '3']],
    ['records=2', ['1', '2']],
    ['records=2&change_id=1', ['2', '3']],
    ['records=5&change_id=3', null],
    ['records=-1', ['3']],
    ['records=-2&change_id=3', ['1', '2']],
    ['records=-1&change_id=-1', ['3']],
    ['records=2&change_id=-1', ['2', '3']],
  ])('answers %s, oldest first', (query, expected) => {
    expect(threeChanges().ids(query)).toEqual(expected);
  });

  it.each([
    ['', 'invalid records parameter: ""'],
    ['records=x', 'invalid records parameter: "x"'],
    ['records=1&change_id=x', {}],
  ])('refuses ?%s', (query, detail) => {
    const { server } = threeChanges();
    expect(server.call('GET', `/v2/_trust/changefeed?${query}`)).toMatchObject({
      status: 400,
      code: 'INVALID_PARAMETERS',
      detail,
    });
  });
});

describe('the rest of the API', () => {
  const server = new TestServer({ now: NOW });

  it.each([
    ['GET', '/v2/', 200, '{}'],
    ['GET', '/_notary_server/health', 200, '{}'],
    ['PATCH', '/v2/', 405, ''],
  ])('answers %s %s', (method, path, status, text) => {
    expect(server.call(method, path)).toMatchObject({ status, text });
  });

  it('says in an envelope what does not exist', () => {
    expect(server.call('GET', '/nothing')).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      text: '{"errors":[{"code":"METADATA_NOT_FOUND","message":"You have requested metadata that does not exist."}]}\n',
    });
    expect(server.get(GUN, 'root.json')).toMatchObject({
      status: 404,
      code: 'METADATA_NOT_FOUND',
      detail: {},
    });
  });
});
