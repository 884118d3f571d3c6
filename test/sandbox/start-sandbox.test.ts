import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen } from '../../source/sandbox/http/listener.ts';
import {
  bulkScenario,
  SANDBOX_LIMITS,
  type Sandbox,
  SandboxError,
  type SandboxOptions,
  startSandbox,
} from '../../source/sandbox/index.ts';
import { NOW } from './support/repository.ts';
import { send } from './support/requests.ts';

const clock = { now: () => NOW };
const GUN = 'registry.example.com/bulk/app-0001';
const scenario = bulkScenario({ repositories: 2, tags: 2, now: NOW });

let dir: string;
const open = new Set<Sandbox>();

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'trustdeck-sandbox-'));
});

afterEach(async () => {
  await Promise.all([...open].map((sandbox) => sandbox.close()));
  open.clear();
  await rm(dir, { recursive: true, force: true });
});

async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({ clock, scenario, ...options });
  open.add(sandbox);
  return sandbox;
}

async function failure(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SandboxError);
  return (error as SandboxError).detail;
}

const tuf = (file: string) => `/v2/${GUN}/_trust/tuf/${file}`;

describe('a sandbox', () => {
  it('serves what it starts with', async () => {
    const { url } = await start();
    const { status, headers, body } = await send(`${url}${tuf('root.json')}`);
    expect(status).toBe(200);
    expect(headers['content-length']).toBe(String(body.length));
    expect(body).toEqual(Buffer.from(scenario.repositories[0]?.record.files[0]?.bytes ?? []));
  });

  it('decodes a path once', async () => {
    const { url } = await start();
    expect((await send(`${url}${tuf('targets%2Freleases.json')}`)).status).toBe(200);
    expect((await send(`${url}${tuf('targets%252Freleases.json')}`)).status).toBe(404);
    expect((await send(`${url}/v2/%ff/_trust/tuf/root.json`)).status).toBe(404);
  });

  it('listens on loopback only', async () => {
    const { url } = await start();
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      await expect(send(`http://${address}:${new URL(url).port}/v2/`)).rejects.toMatchObject({
        code: 'ECONNREFUSED',
      });
    }
  });

  it('does not answer a web page that had its own name resolved to this machine', async () => {
    const { url } = await start();
    const status = async (host: string) => (await send(`${url}/v2/`, { headers: { host } })).status;
    expect(await status('attacker.example:4443')).toBe(421);
    expect(await status('127.0.0.1.attacker.example')).toBe(421);
    expect(await status(`localhost:${new URL(url).port}`)).toBe(200);
  });

  it('takes no form that a web page sends', async () => {
    const { url } = await start();
    const headers = { origin: 'https://attacker.example' };
    expect((await send(`${url}${tuf('snapshot.key')}`, { method: 'POST', headers })).status).toBe(403);
    expect((await send(`${url}${tuf('snapshot.key')}`, { method: 'POST' })).status).toBe(200);
  });

  it('answers HEAD without a body', async () => {
    const { url } = await start();
    const reply = await send(`${url}${tuf('root.json')}`, { method: 'HEAD' });
    expect([reply.status, reply.body.length]).toEqual([404, 0]);
  });

  it('refuses a body that is too large, announced or not', async () => {
    const { url } = await start({ limits: { ...SANDBOX_LIMITS, bodyBytes: 1_000 } });
    const body = Buffer.alloc(1_001);
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const reply = await send(`${url}${tuf('')}`, { method: 'POST', body, headers });
      const [{ code, detail }] = JSON.parse(reply.body.toString()).errors;
      expect([reply.status, code, detail]).toEqual([400, 'MALFORMED_UPLOAD', 'it is larger than 1000 bytes']);
    }
    expect((await send(`${url}/v2/`)).status).toBe(200);
  });

  it('says which port it cannot have', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    expect(await failure(startSandbox({ clock, port }))).toEqual({
      code: 'port-unavailable',
      port,
      reason: 'EADDRINUSE',
    });
    await new Promise((resolve) => other.close(resolve));
  });

  it('frees its port when it is closed', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    await first.close();
    const second = await start({ port });
    expect(second.url).toBe(first.url);
  });
});

describe('a sandbox with TLS', () => {
  it('has a certificate for 127.0.0.1 and localhost by its own CA', async () => {
    const { url, caCertificatePem: ca } = await start({ tls: true, clock: { now: () => new Date() } });
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect((await send(`${url}/v2/`, { ca: ca ?? '' })).status).toBe(200);
    expect((await send(`${url.replace('127.0.0.1', 'localhost')}/v2/`, { ca: ca ?? '' })).status).toBe(200);
    await expect(send(`${url}/v2/`)).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });

  it('keeps its CA in the folder, where everybody may read the certificate and nobody the key', async () => {
    const first = await start({ tls: true, dir });
    expect(await readFile(join(dir, 'ca.crt'), 'utf8')).toBe(first.caCertificatePem);
    expect((await stat(join(dir, 'ca.crt'))).mode & 0o777).toBe(0o644);
    expect((await stat(join(dir, 'ca.key'))).mode & 0o777).toBe(0o600);
    await first.close();
    const second = await start({ tls: true, dir });
    expect(second.caCertificatePem).toBe(first.caCertificatePem);
    await second.close();
    const nextYear = await start({ tls: true, dir, clock: { now: () => new Date('2028-06-01T00:00:00Z') } });
    expect(nextYear.caCertificatePem).not.toBe(first.caCertificatePem);
  });
});

describe('a sandbox in a folder', () => {
  const files = ['root.json', 'timestamp.json', '1.targets/releases.json', 'timestamp.key'];

  const read = async ({ url }: Sandbox) =>
    Promise.all(files.map(async (file) => (await send(`${url}${tuf(file)}`)).body.toString()));

  it('is the same after it was opened again, keys and changes included', async () => {
    const first = await start({ dir });
    await send(`${first.url}${tuf('timestamp.key')}`, { method: 'POST' });
    const pending = (await send(`${first.url}${tuf('timestamp.key')}`, { method: 'POST' })).body.toString();
    const before = await read(first);
    const feed = (await send(`${first.url}/v2/_trust/changefeed?records=0`)).body.toString();
    await first.close();
    const second = await start({ dir });
    expect(await read(second)).toEqual(before);
    expect((await send(`${second.url}/v2/_trust/changefeed?records=0`)).body.toString()).toBe(feed);
    expect((await send(`${second.url}${tuf('timestamp.key')}`, { method: 'POST' })).body.toString()).toBe(
      pending,
    );
  });

  it('does not bring back what was deleted there', async () => {
    const first = await start({ dir });
    await send(`${first.url}${tuf('')}`, { method: 'DELETE' });
    await first.close();
    const second = await start({ dir });
    expect((await send(`${second.url}${tuf('root.json')}`)).status).toBe(404);
  });

  it('lets nobody else read it', async () => {
    await start({ dir });
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      expect(mode & 0o777, entry.name).toBe(entry.isDirectory() ? 0o700 : 0o600);
    }
    expect(entries.length).toBeGreaterThan(10);
  });

  it('overlooks what a crash left unfinished', async () => {
    const first = await start({ dir });
    const before = await read(first);
    await first.close();
    const [repository = ''] = await readdir(join(dir, 'repositories'));
    await writeFile(join(dir, 'repositories', repository, 'record.json.new'), '{"format":');
    expect(await read(await start({ dir }))).toEqual(before);
  });

  it('writes neither over nor through what a crash, or somebody else, left', async () => {
    const first = await start({ dir });
    await first.close();
    const elsewhere = join(dir, 'elsewhere');
    await writeFile(elsewhere, 'mine');
    for (const repository of await readdir(join(dir, 'repositories'))) {
      await symlink(elsewhere, join(dir, 'repositories', repository, 'record.json.new'));
    }
    const { url } = await start({ dir });
    expect((await send(`${url}${tuf('snapshot.key')}`, { method: 'POST' })).status).toBe(200);
    expect(await readFile(elsewhere, 'utf8')).toBe('mine');
  });

  it.each([
    ['a changed file', /^[0-9a-f]{64}\.json$/, 'content changed'],
    ['a damaged index', /^record\.json$/, 'not an index of this version'],
  ])('is not opened with %s', async (_, name, reason) => {
    const first = await start({ dir });
    await first.close();
    const [repository = ''] = await readdir(join(dir, 'repositories'));
    const names = await readdir(join(dir, 'repositories', repository));
    const path = join(dir, 'repositories', repository, names.find((file) => name.test(file)) ?? '');
    await writeFile(path, '{}');
    expect(await failure(startSandbox({ clock, dir }))).toEqual({ code: 'folder-damaged', path, reason });
  });

  it('is not opened without a file that its index names', async () => {
    const first = await start({ dir });
    await first.close();
    const [repository = ''] = await readdir(join(dir, 'repositories'));
    const folder = join(dir, 'repositories', repository);
    const name = (await readdir(folder)).find((file) => file !== 'record.json') ?? '';
    await rm(join(folder, name));
    expect(await failure(startSandbox({ clock, dir }))).toMatchObject({
      code: 'folder-damaged',
      reason: 'missing',
    });
  });

  it('says which folder it cannot use', async () => {
    const path = join(dir, 'file');
    await writeFile(path, '');
    expect(await failure(startSandbox({ clock, dir: path }))).toEqual({
      code: 'folder-unusable',
      path,
      reason: 'EEXIST',
    });
  });

  it.runIf(process.platform === 'linux')('does not hang where no folder can be made', async () => {
    const path = '/proc/trustdeck';
    expect(await failure(startSandbox({ clock, dir: path }))).toMatchObject({ code: 'folder-unusable' });
  });
});

describe('a defect in a handler', () => {
  it('is reported, and does not leave the client waiting', async () => {
    const defects: unknown[] = [];
    const defect = new Error('a bug');
    const listener = await listen({
      port: 0,
      tls: null,
      maxBodyBytes: 10,
      handle: () => {
        throw defect;
      },
      onDefect: (error) => defects.push(error),
    });
    const { status, body } = await send(`${listener.url}/v2/`);
    await listener.close();
    expect([status, JSON.parse(body.toString()).errors[0].code]).toEqual([500, 'UNKNOWN']);
    expect(defects).toEqual([defect]);
  });
});
