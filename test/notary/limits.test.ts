import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { serve, serveRaw } from './support/loopback.ts';
import { current, failure, GUN, never, openRemote } from './support/remote.ts';

const CHUNK = randomBytes(65_536);

describe('byte caps', () => {
  it('stops a body of 10 GB at the cap', async () => {
    let sent = 0;
    const server = await serve((_request, response) => {
      const more = () => {
        while (sent < 10_000_000_000 && !response.destroyed) {
          sent += CHUNK.byteLength;
          if (!response.write(CHUNK)) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    });
    const { remote, exchanges } = openRemote(server.url);
    expect(await remote.fetchFile(GUN, current('root', 1_000_000), never())).toEqual({ kind: 'too-large' });
    expect(exchanges[0]?.bytes).toBeLessThan(2_000_000);
    expect(sent).toBeLessThan(100_000_000);
  });

  it('does not begin a body whose announced length is over the cap', async () => {
    const server = await serve((_request, response) =>
      response.writeHead(200, { 'content-length': '10000000000' }).write('x'),
    );
    const { remote, exchanges } = openRemote(server.url);
    expect(await remote.fetchFile(GUN, current(), never())).toEqual({ kind: 'too-large' });
    expect(exchanges[0]?.bytes).toBe(0);
  });

  it('takes a body of exactly the cap', async () => {
    const server = await serve((_request, response) => response.end('x'.repeat(100)));
    const { remote } = openRemote(server.url);
    expect(await remote.fetchFile(GUN, current('root', 100), never())).toMatchObject({ kind: 'found' });
    expect(await remote.fetchFile(GUN, current('root', 99), never())).toEqual({ kind: 'too-large' });
  });

  it('reads no more of an error than its message needs', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(403);
      response.write(CHUNK);
      response.write(CHUNK);
    });
    const { remote } = openRemote(server.url, { limits: { errorBodyBytes: 1_000 } });
    await failure(remote.fetchFile(GUN, current(), never()), 'not-authorised');
  });

  it('does not unpack what was compressed against its wish', async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const server = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const { remote } = openRemote(server.url);
    const detail = await failure(
      remote.fetchFile(GUN, current('root', 100_000), never()),
      'encoding-refused',
    );
    expect(detail).toMatchObject({ encoding: 'gzip' });
  });

  it('stops at headers without an end', async () => {
    const server = await serve((_request, response) => {
      response.setHeader('x-padding', 'x'.repeat(60_000));
      response.end('{}');
    });
    const detail = await failure(
      openRemote(server.url).remote.fetchFile(GUN, current(), never()),
      'response-too-large',
    );
    expect(detail).toMatchObject({ part: 'headers' });
  });
});

describe('time limits', () => {
  it('gives up on headers that do not come, and does not ask again', async () => {
    const server = await serve(() => {});
    const { remote } = openRemote(server.url, { limits: { headersMs: 50 } });
    const detail = await failure(remote.fetchFile(GUN, current(), never()), 'too-slow');
    expect(detail).toMatchObject({ phase: 'headers', milliseconds: 50 });
    expect(server.paths).toHaveLength(1);
  });

  it('gives up on a body that trickles', async () => {
    const server = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'), 10);
      response.on('close', () => clearInterval(timer));
    });
    const { remote } = openRemote(server.url, { limits: { bodyWindowMs: 80 } });
    const detail = await failure(remote.fetchFile(GUN, current(), never()), 'too-slow');
    expect(detail).toMatchObject({ phase: 'body' });
  });

  it('gives up on a steady body that takes too long altogether', async () => {
    const server = await serve((_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(20)), 5);
      response.on('close', () => clearInterval(timer));
    });
    const { remote } = openRemote(server.url, { limits: { totalMs: 100, bodyMinBytes: 1 } });
    const detail = await failure(remote.fetchFile(GUN, current('root', 1_000_000), never()), 'too-slow');
    expect(detail).toMatchObject({ phase: 'total' });
  });
});

describe('broken connections', () => {
  it('says that the connection was reset in the middle of a body', async () => {
    const url = await serveRaw((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"sig');
        setImmediate(() => socket.resetAndDestroy());
      }),
    );
    const detail = await failure(
      openRemote(url).remote.fetchFile(GUN, current(), never()),
      'server-unreachable',
    );
    expect(['reset', 'closed']).toContain(detail.reason);
  });

  it('never takes the beginning of a body for all of it', async () => {
    const url = await serveRaw((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"signed"')),
    );
    const detail = await failure(
      openRemote(url).remote.fetchFile(GUN, current(), never()),
      'server-unreachable',
    );
    expect(detail.reason).toBe('closed');
  });
});

describe('abort', () => {
  it('ends a request under way at once', async () => {
    const controller = new AbortController();
    const server = await serve((_request, response) => {
      response.write('{');
      controller.abort();
    });
    const { remote, exchanges } = openRemote(server.url);
    await failure(remote.fetchFile(GUN, current(), controller.signal), 'aborted');
    expect(exchanges.map(({ failure: code }) => code)).toEqual(['aborted']);
  });

  it('ends a request that still waits for a connection, and leaves the others alone', async () => {
    const arrived = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const server = await serve((_request, response) => {
      arrived.resolve();
      release.promise.then(() => response.end('{}'));
    });
    const { remote } = openRemote(server.url, { limits: { connections: 1 } });
    const first = remote.fetchFile(GUN, current(), never());
    await arrived.promise;
    const controller = new AbortController();
    const waiting = remote.fetchFile(GUN, current(), controller.signal);
    controller.abort();
    await failure(waiting, 'aborted');
    release.resolve();
    expect(await first).toMatchObject({ kind: 'found' });
    expect(await remote.fetchFile(GUN, current(), never())).toMatchObject({ kind: 'found' });
  });

  it('sends nothing for a signal that was aborted before', async () => {
    const server = await serve((_request, response) => response.end('{}'));
    await failure(openRemote(server.url).remote.fetchFile(GUN, current(), AbortSignal.abort()), 'aborted');
    expect(server.paths).toEqual([]);
  });

  it('rejects what is under way when the remote is closed, and everything afterwards', async () => {
    const arrived = Promise.withResolvers<void>();
    const server = await serve(() => arrived.resolve());
    const { remote } = openRemote(server.url);
    const request = failure(remote.fetchFile(GUN, current(), never()), 'aborted');
    await arrived.promise;
    await remote.close();
    await request;
    await failure(remote.fetchFile(GUN, current(), never()), 'aborted');
  });
});
