import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../source/base/index.ts';
import { type Sandbox, startSandbox } from '../../source/sandbox/index.ts';
import { gun as gunNamed, NO_TLS, openRemote } from '../notary/support/remote.ts';
import { PublishStory } from '../sandbox/support/publish-story.ts';
import { send } from '../sandbox/support/requests.ts';
import { type RealNotaryServer, startNotaryServer } from './support/notary-server.ts';
import { RealClients } from './support/real-clients.ts';
import { realToolsMissing } from './support/real-tools.ts';

const GUN = 'registry.example.com/errors';
const TUF = `/v2/${GUN}/_trust/tuf/`;
const OTHER = '/v2/registry.example.com/other/_trust/tuf/';

/** The current files of a server, by the name of the role, for uploads that spoil them. */
type Files = Readonly<Record<'root' | 'targets' | 'snapshot', string>>;

interface BadRequest {
  readonly method?: string;
  readonly path?: string;
  readonly body?: { readonly type: string; readonly text: string };
  /** Parts of an upload: file name and content. */
  readonly upload?: (files: Files) => readonly (readonly [string, string])[];
}

const withVersion = (file: string, version: number): string =>
  file.replace(/"version":\d+/, `"version":${version}`);

const BAD_REQUESTS: Readonly<Record<string, BadRequest>> = {
  'a path that is nothing': { path: '/nothing' },
  'the ping without its slash': { path: '/v2' },
  'a POST on the ping': { method: 'POST', path: '/v2/' },
  'a HEAD of metadata': { method: 'HEAD', path: `${TUF}root.json` },
  'a PUT of metadata': { method: 'PUT', path: `${TUF}root.json` },
  'a PATCH': { method: 'PATCH' },
  'a GET of the collection': { method: 'GET' },
  'a role that cannot be': { path: `${TUF}nobody.json` },
  'a delegation that is not there': { path: `${TUF}targets/nobody.json` },
  'a checksum that is not there': { path: `${TUF}targets.${'ab'.repeat(32)}.json` },
  'a version that is not there': { path: `${TUF}9.targets.json` },
  'a key that is not the server’s': { path: `${TUF}targets.key` },
  'a DELETE of a key': { method: 'DELETE', path: `${TUF}snapshot.key` },
  'the root of no repository': { path: `${OTHER}root.json` },
  'the timestamp of no repository': { path: `${OTHER}timestamp.json` },
  'the snapshot of no repository': { path: `${OTHER}snapshot.json` },
  'a changefeed without a number of records': { path: '/v2/_trust/changefeed' },
  'a changefeed of x records': { path: `/v2/${GUN}/_trust/changefeed?records=x` },
  'a changefeed from change x': { path: '/v2/_trust/changefeed?records=1&change_id=x' },
  'an upload of JSON': { method: 'POST', body: { type: 'application/json', text: '{}' } },
  'an upload of nothing at all': { method: 'POST', body: { type: '', text: '' } },
  'an upload without a boundary': { method: 'POST', body: { type: 'multipart/form-data', text: 'x' } },
  'a part without a file name': { upload: ({ targets }) => [['', targets]] },
  'a part for a role that cannot be': { upload: ({ targets }) => [['nobody', targets]] },
  'a part that is not JSON': { upload: () => [['targets', 'nope']] },
  'a root without content': { upload: () => [['root', '{}']] },
  'a root two versions on': { upload: ({ root }) => [['root', withVersion(root, 3)]] },
  'a root with a forged version': { upload: ({ root }) => [['root', withVersion(root, 2)]] },
  'the same root again': { upload: ({ root }) => [['root', root]] },
  'no root at all': { path: OTHER, upload: ({ targets }) => [['targets', targets]] },
  'a root for another repository': {
    path: OTHER,
    upload: ({ root, targets }) => [
      ['root', root],
      ['targets', targets],
    ],
  },
  'targets with a forged version': { upload: ({ targets }) => [['targets', withVersion(targets, 9)]] },
  'the same targets again': { upload: ({ targets }) => [['targets', targets]] },
  'the root as targets': { upload: ({ root }) => [['targets', root]] },
  'a delegation from nobody': { upload: ({ targets }) => [['targets/nobody', targets]] },
  'a delegation below nobody': { upload: ({ targets }) => [['targets/nobody/else', targets]] },
  'a snapshot with a forged version': { upload: ({ snapshot }) => [['snapshot', withVersion(snapshot, 9)]] },
  'the same snapshot again': { upload: ({ snapshot }) => [['snapshot', snapshot]] },
};

/** Requests that succeed. Lengths differ with the keys, and small bodies alone have one in notary-server. */
const GOOD_PATHS = [
  '/v2/',
  '/_notary_server/health',
  `${TUF}root.json`,
  `${TUF}timestamp.json`,
  `${TUF}1.root.json`,
  `${TUF}timestamp.key`,
  '/v2/_trust/changefeed?records=1',
] as const;

describe.skipIf(realToolsMissing() !== null)('a request', () => {
  let dir: string;
  let sandbox: Sandbox;
  let real: RealNotaryServer;
  const servers: { readonly url: string; readonly ca: string; readonly files: Files }[] = [];

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'trustdeck-errors-'));
    sandbox = await startSandbox({ tls: true, dir: join(dir, 'sandbox'), clock: systemClock });
    real = await startNotaryServer({ dir: join(dir, 'real') });
    const authority = new URL(sandbox.url).host;
    for (const server of [real, { url: sandbox.url, authority, caFile: join(dir, 'sandbox', 'ca.crt') }]) {
      const clients = await RealClients.create({ dir: join(dir, `clients-${servers.length}`), server });
      await clients.newSigner(GUN, 'alice');
      const ca = await readFile(server.caFile, 'utf8');
      const get = async (role: string) =>
        (await send(`${server.url}${TUF}${role}.json`, { ca })).body.toString();
      const files = {
        root: await get('root'),
        targets: await get('targets'),
        snapshot: await get('snapshot'),
      };
      servers.push({ url: server.url, ca, files });
    }
  });

  afterAll(async () => {
    await sandbox.close();
    await real.stop();
    await rm(dir, { recursive: true, force: true });
  });

  /** What clients act on: the status, the code, and the name of what is invalid. */
  async function answer(bad: BadRequest, server: (typeof servers)[number]) {
    const { type, text } = bad.upload === undefined ? (bad.body ?? NO_BODY) : form(bad.upload(server.files));
    const method = bad.method ?? (bad.upload === undefined ? 'GET' : 'POST');
    const { status, headers, body } = await send(`${server.url}${bad.path ?? TUF}`, {
      method,
      ca: server.ca,
      ...(text === '' ? {} : { body: Buffer.from(text) }),
      headers: { ...(type === '' ? {} : { 'content-type': type }) },
    });
    const errors = body.length === 0 ? [] : JSON.parse(body.toString()).errors;
    return {
      status,
      type: headers['content-type'],
      errors: errors.map((error: { code: string; message: string; detail?: { Name?: string } }) => ({
        code: error.code,
        message: error.message,
        name: error.detail?.Name,
      })),
    };
  }

  it.each(GOOD_PATHS)('gets the headers of notary-server: %s', async (path) => {
    const [expected, found] = await Promise.all(
      servers.map(async ({ url, ca }) => {
        const { status, headers } = await send(url + path, { ca });
        const { 'content-type': type, 'cache-control': caching, 'last-modified': modified } = headers;
        return { status, type, caching, modified: String(modified).replace(/\d\d:\d\d:\d\d/, 'time') };
      }),
    );
    expect(expected?.status).toBe(200);
    expect(found).toEqual(expected);
  });

  it('means the same at every step of the life of a repository', async () => {
    const gun = gunNamed('registry.example.com/life');
    const [expected, found] = await Promise.all(
      servers.map(({ url, ca }) => {
        const tls = { ...NO_TLS, ca: [{ pem: ca, from: 'a test' }] };
        return new PublishStory(openRemote(url, { tls }).remote, gun, new Date()).tell();
      }),
    );
    expect(expected?.filter(({ outcome }) => outcome === 'published').length).toBeGreaterThan(8);
    expect(expected?.filter(({ outcome }) => outcome.startsWith('rejected')).length).toBeGreaterThan(8);
    expect(found).toEqual(expected);
    const [feed, sandboxFeed] = await Promise.all(servers.map((server) => changes(server, gun)));
    expect(feed?.map(({ Category }) => Category)).toContain('deletion');
    expect(sandboxFeed).toEqual(feed);
  });

  /** What the changefeed tells of a repository, but for what differs with time and keys. */
  async function changes({ url, ca }: (typeof servers)[number], gun: string) {
    const { body } = await send(`${url}/v2/${gun}/_trust/changefeed?records=1000`, { ca });
    const { records } = JSON.parse(body.toString()) as {
      readonly records: readonly {
        readonly GUN: string;
        readonly Version: number;
        readonly SHA256: string;
        readonly Category: string;
      }[];
    };
    return records.map(({ GUN: name, Version, SHA256, Category }) => ({
      name,
      Version,
      digits: SHA256.length,
      Category,
    }));
  }

  it.each(Object.entries(BAD_REQUESTS))('gets the same refusal as from notary-server: %s', async (_, bad) => {
    const [expected, found] = await Promise.all(servers.map((server) => answer(bad, server)));
    expect(expected?.status).toBeGreaterThanOrEqual(400);
    expect(found).toEqual(expected);
  });
});

const NO_BODY = { type: '', text: '' };

function form(parts: readonly (readonly [string, string])[]): {
  readonly type: string;
  readonly text: string;
} {
  const texts = parts.map(([name, content]) => {
    const fileName = name === '' ? '' : `; filename="${name}"`;
    return `--b0undary\r\nContent-Disposition: form-data; name="files"${fileName}\r\n\r\n${content}\r\n`;
  });
  return { type: 'multipart/form-data; boundary=b0undary', text: `${texts.join('')}--b0undary--\r\n` };
}
