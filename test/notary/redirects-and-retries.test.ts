import type http from 'node:http';
import { describe, expect, it } from 'vitest';
import { serve, serveRaw } from './support/loopback.ts';
import { current, failure, GUN, never, openRemote } from './support/remote.ts';

const PATH = '/v2/registry.example/team/app/_trust/tuf/timestamp.json';

/** Answers with each of `steps` in turn, then with the last one for ever. */
function inTurn(...steps: readonly http.RequestListener[]): http.RequestListener {
  let next = 0;
  return (request, response) => {
    const step = steps[Math.min(next, steps.length - 1)];
    next += 1;
    step?.(request, response);
  };
}

const ok: http.RequestListener = (_request, response) => response.end('{}');
const status =
  (code: number, headers: http.OutgoingHttpHeaders = {}): http.RequestListener =>
  (_request, response) =>
    response.writeHead(code, headers).end();

describe('redirects', () => {
  it('follows one within the same origin', async () => {
    const server = await serve(inTurn(status(302, { location: '/elsewhere.json' }), ok));
    expect(await openRemote(server.url).remote.fetchFile(GUN, current(), never())).toMatchObject({
      kind: 'found',
    });
    expect(server.paths).toEqual([PATH, '/elsewhere.json']);
  });

  it.each([301, 302, 303, 307, 308])(
    'never asks another origin, whatever kind of redirect (%i)',
    async (code) => {
      const other = await serve(ok);
      const server = await serve(status(code, { location: `${other.url}/x?token=secret` }));
      const detail = await failure(
        openRemote(server.url).remote.fetchFile(GUN, current(), never()),
        'redirect-refused',
      );
      expect(detail).toMatchObject({ reason: 'other-origin', to: other.url });
      expect(other.paths).toEqual([]);
    },
  );

  it('stops in a circle', async () => {
    const server = await serve(status(302, { location: PATH }));
    const detail = await failure(
      openRemote(server.url).remote.fetchFile(GUN, current(), never()),
      'redirect-refused',
    );
    expect(detail.reason).toBe('too-many');
    expect(server.paths).toHaveLength(4);
  });

  it.each([undefined, 'http://['])('refuses a redirect to nowhere (%s)', async (location) => {
    const server = await serve(status(302, location === undefined ? {} : { location }));
    const detail = await failure(
      openRemote(server.url).remote.fetchFile(GUN, current(), never()),
      'redirect-refused',
    );
    expect(detail.reason).toBe('no-location');
  });
});

describe('retries', () => {
  it.each([500, 502, 503, 504, 429])('asks again after %i', async (code) => {
    const server = await serve(inTurn(status(code), status(code), ok));
    const { remote, exchanges } = openRemote(server.url);
    expect(await remote.fetchFile(GUN, current(), never())).toMatchObject({ kind: 'found' });
    expect(exchanges.map((exchange) => exchange.status)).toEqual([code, code, 200]);
  });

  it('gives up after the last attempt with the server’s own status', async () => {
    const server = await serve(status(503));
    const detail = await failure(
      openRemote(server.url).remote.fetchFile(GUN, current(), never()),
      'server-error',
    );
    expect(detail).toMatchObject({ status: 503, retryAfterMs: null });
    expect(server.paths).toHaveLength(3);
  });

  it.each([404, 401, 403, 400])('does not repeat a question that was answered with %i', async (code) => {
    const server = await serve(status(code));
    await openRemote(server.url)
      .remote.fetchFile(GUN, current(), never())
      .catch(() => null);
    expect(server.paths).toHaveLength(1);
  });

  it('does not wait for a server that asks for more than it may', async () => {
    const server = await serve(status(429, { 'retry-after': '3600' }));
    const detail = await failure(
      openRemote(server.url).remote.fetchFile(GUN, current(), never()),
      'server-error',
    );
    expect(detail).toMatchObject({ status: 429, retryAfterMs: 3_600_000 });
    expect(server.paths).toHaveLength(1);
  });

  it('waits as long as a server asks, given as a date', async () => {
    const now = new Date('2026-11-23T00:00:00Z');
    const server = await serve(inTurn(status(503, { 'retry-after': now.toUTCString() }), ok));
    const { remote } = openRemote(server.url, { now: () => now, limits: { backoffMs: 60_000 } });
    expect(await remote.fetchFile(GUN, current(), never())).toMatchObject({ kind: 'found' });
  });

  it('opens a new connection after one that broke', async () => {
    let connections = 0;
    const url = await serveRaw((socket) => {
      connections += 1;
      const isFirst = connections === 1;
      socket.once('data', () =>
        isFirst ? socket.destroy() : socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'),
      );
    });
    expect(await openRemote(url).remote.fetchFile(GUN, current(), never())).toMatchObject({ kind: 'found' });
    expect(connections).toBe(2);
  });

  it('stops pausing when the caller does', async () => {
    const controller = new AbortController();
    const server = await serve((_request, response) => {
      response.on('close', () => setImmediate(() => controller.abort()));
      response.writeHead(503).end();
    });
    const { remote } = openRemote(server.url, { limits: { backoffMs: 600_000 } });
    await failure(remote.fetchFile(GUN, current(), controller.signal), 'aborted');
  });
});

describe('connections', () => {
  it('keeps one alive for the next request', async () => {
    const ports = new Set<number | undefined>();
    const server = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    const { remote } = openRemote(server.url);
    await remote.fetchFile(GUN, current(), never());
    await remote.fetchFile(GUN, current('snapshot'), never());
    expect(ports.size).toBe(1);
  });

  it('opens no more than the limit at the same time', async () => {
    const ports = new Set<number | undefined>();
    const server = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      setImmediate(() => response.end('{}'));
    });
    const { remote } = openRemote(server.url, { limits: { connections: 3 } });
    await Promise.all(Array.from({ length: 30 }, () => remote.fetchFile(GUN, current(), never())));
    expect(server.paths).toHaveLength(30);
    expect(ports.size).toBeLessThanOrEqual(3);
  });
});
