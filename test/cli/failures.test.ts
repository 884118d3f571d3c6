import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NOW, TestRepository } from '../support/repository-builder.ts';
import { withoutRoot } from '../support/without-root.ts';
import { Shell } from './support/run.ts';
import { serveRepositories, startServer, type TestServer } from './support/test-server.ts';

const APP = 'registry.example.com/team/app';
const THREE_LINES = /^Error: .+\nWhy: {3}.+\nNext: {2}.+\n$/;

/** Valid around the machine's own day, which these commands look at. */
function freshRepository(name = APP): TestRepository {
  const repository = new TestRepository(name);
  const shift = Date.now() - NOW.getTime();
  for (const plan of [repository.root, repository.timestamp, repository.snapshot, repository.targets]) {
    plan.expires = new Date(plan.expires.getTime() + shift);
  }
  return repository.publish();
}

describe('a command line that fails', () => {
  let shell: Shell;
  const servers: TestServer[] = [];
  const serve = async (server: Promise<TestServer>): Promise<TestServer> => {
    servers.push(await server);
    return server;
  };
  /** A port where nothing listens. */
  const deadUrl = async (): Promise<string> => {
    const server = await startServer(() => undefined);
    await server.close();
    return server.url;
  };

  beforeEach(() => {
    shell = new Shell();
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
    shell.dispose();
  });

  it('says that the server is down, and ends with 5', async () => {
    const { code, stdout, stderr } = await shell.run(['inspect', APP, '--server', await deadUrl()]);
    expect({ code, stdout }).toEqual({ code: 5, stdout: '[]\n' });
    expect(stderr).toMatch(THREE_LINES);
    expect(stderr).toContain('cannot be reached');
  });

  it('puts the error into the one document on stdout with --json', async () => {
    const { code, json, stderr } = await shell.run(['list', APP, '--json', '--server', await deadUrl()]);
    expect({ code, stderr }).toEqual({ code: 5, stderr: '' });
    expect(json()).toEqual({
      error: {
        code: 'server-unreachable',
        message: expect.any(String),
        why: expect.any(String),
        next: expect.any(String),
      },
    });
  });

  it('shows the verified cache with its age while the server is down', async () => {
    const server = await serve(serveRepositories(freshRepository()));
    const first = await shell.run(['list', APP, '--server', server.url]);
    await server.close();
    const second = await shell.run(['list', APP, '--server', server.url]);
    expect(second).toMatchObject({ code: 0, stdout: first.stdout });
    expect(second.stderr).toMatch(
      /^Warning: registry\.example\.com\/team\/app is shown as it was saved moments ago \(\d{4}-\d\d-\d\d\): http:\/\/127\.0\.0\.1:\d+ cannot be reached\./,
    );
  });

  it('tells the gravest failure as the document and none in silence when every repository fails', async () => {
    const server = await serve(serveRepositories());
    const { code, stderr, json } = await shell.run([
      'inspect',
      APP,
      'bad name',
      '--json',
      '--server',
      server.url,
    ]);
    expect(code).toBe(2);
    expect(json()).toMatchObject({ error: { code: 'invalid-reference' } });
    expect(stderr).toMatch(THREE_LINES);
    expect(stderr).toContain(`cannot access ${APP}`);
  });

  it('asks a dead server once for many repositories', async () => {
    const server = await serve(
      startServer((_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<html>hello</html>');
      }),
    );
    const names = Array.from({ length: 30 }, (_, index) => `registry.example.com/team/app${index}`);
    const { code, stderr } = await shell.run(['inspect', ...names, '--server', server.url]);
    expect(code).toBe(5);
    expect(stderr.match(/^Error: /gm)).toHaveLength(30);
    expect(server.requests.length).toBeLessThanOrEqual(16);
  });

  it.each([
    ['a web page', 200, 'text/html', '<!doctype html><html></html>', 5],
    ['a refusal', 403, 'application/json', '{"errors":[{"code":"DENIED","message":"no"}]}', 4],
    ['garbage', 200, 'text/plain', '{"signed":', 6],
  ])('is clear about a server that answers %s', async (_, status, type, body, code) => {
    const server = await serve(
      startServer((_request, response) => {
        response.writeHead(status, { 'content-type': type });
        response.end(body);
      }),
    );
    const finished = await shell.run(['list', APP, '--server', server.url]);
    expect(finished).toMatchObject({ code, stdout: '' });
    expect(finished.stderr).toMatch(THREE_LINES);
  });

  it('follows no redirect to another server', async () => {
    const elsewhere = await serve(startServer((_, response) => response.end('{}')));
    const server = await serve(
      startServer((request, response) => {
        response.writeHead(302, { location: `${elsewhere.url}${request.url}` });
        response.end();
      }),
    );
    const finished = await shell.run(['list', APP, '--server', server.url]);
    expect(finished.code).toBe(5);
    expect(finished.stderr).toMatch(THREE_LINES);
    expect(elsewhere.requests).toEqual([]);
  });

  it('refuses what was changed on the way, and leaves the cache as it was', async () => {
    const repository = freshRepository();
    const server = await serve(serveRepositories(repository));
    await shell.run(['list', APP, '--server', server.url, '--trust-dir', 'kept']);
    const timestamp = repository.current('timestamp');
    repository.files.set(
      'timestamp.json',
      Buffer.from(Buffer.from(timestamp).toString('utf8').replace('"version":1', '"version":2')),
    );
    const changed = await shell.run(['list', APP, '--server', server.url, '--trust-dir', 'kept']);
    expect(changed).toMatchObject({ code: 6, stdout: '' });
    expect(changed.stderr).toMatch(THREE_LINES);
    repository.files.set('timestamp.json', timestamp);
    expect(await shell.run(['list', APP, '--server', server.url, '--trust-dir', 'kept'])).toMatchObject({
      code: 0,
    });
  });

  it('says that a repository has no trust data, and ends with 1', async () => {
    const server = await serve(serveRepositories());
    const { code, stderr } = await shell.run(['delegation', 'list', APP, '--server', server.url]);
    expect(code).toBe(1);
    expect(stderr).toContain(`Error: ${APP} has no trust data\n`);
  });

  it('works with a trust directory that does not exist, and makes it', async () => {
    const server = await serve(serveRepositories(freshRepository()));
    const dir = join(shell.home, 'not', 'there', 'yet');
    expect(await shell.run(['list', APP, '--server', server.url, '--trust-dir', dir])).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect((await shell.run(['repo', 'list', '--trust-dir', dir])).stdout).toContain(APP);
  });

  it('is clear about a trust directory that is a file', async () => {
    const file = join(shell.home, 'file');
    writeFileSync(file, '');
    const { code, stderr } = await shell.run(['key', 'list', '--trust-dir', file]);
    expect(code).toBe(1);
    expect(stderr).toMatch(THREE_LINES);
  });

  it('is clear about a trust directory that may not be read', async () => {
    const dir = join(shell.home, 'locked');
    mkdirSync(join(dir, 'private'), { recursive: true });
    chmodSync(join(dir, 'private'), 0);
    const { code, stderr } = await withoutRoot(() => shell.run(['key', 'list', '--trust-dir', dir]));
    chmodSync(join(dir, 'private'), 0o700);
    expect(code).toBe(1);
    expect(stderr).toMatch(THREE_LINES);
  });

  it.each([
    [['--server', 'https://127.0.0.1:1', '--tlscacert', 'nowhere.crt'], {}],
    [['--server', 'https://127.0.0.1:1', '--tlscert', 'half.cert'], {}],
    [['--config', 'nowhere.json'], {}],
    [['--server', 'ftp://notary.example.com'], {}],
    [['--server', 'http://notary.example.com'], {}],
    [[], { DOCKER_CONTENT_TRUST_SERVER: 'http://notary.example.com' }],
  ])('is clear about configuration that is wrong: %j %j', async (options, env) => {
    const { code, stdout, stderr } = await shell.run(['list', APP, ...options], { env });
    expect([1, 2]).toContain(code);
    expect(stdout).toBe('');
    expect(stderr).toMatch(THREE_LINES);
  });

  it('ends with 130 when it is interrupted', async () => {
    const stop = new AbortController();
    const server = await serve(startServer(() => stop.abort()));
    const { code, stderr } = await shell.run(['inspect', APP, '--server', server.url], {
      signal: stop.signal,
    });
    expect(code).toBe(130);
    expect(stderr).toContain('Error: Interrupted\n');
  });

  it('tells with --debug where an error came from, and only then', async () => {
    const url = await deadUrl();
    expect((await shell.run(['list', APP, '--server', url])).stderr).not.toContain('    at ');
    expect((await shell.run(['list', APP, '--server', url, '--debug'])).stderr).toContain(
      'debug: NotaryError',
    );
  });
});
