import type net from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Uncertainty } from '../../source/notary/index.ts';
import type { NotaryRemote } from '../../source/operations/ports.ts';
import { serveRaw } from './support/loopback.ts';
import { failure, GUN, never, openRemote, type RemoteSetup } from './support/remote.ts';
import { answering, envelope, FILES, receiving } from './support/update.ts';

const PAGE = '<!DOCTYPE html><h1>Sign in</h1>';

/** What comes back once a request is there; the connection stays open unless it is ended here. */
const NO_CLEAR_ANSWERS: readonly {
  readonly name: string;
  readonly reason: Uncertainty;
  readonly respond: (socket: net.Socket) => void;
  readonly limits?: RemoteSetup['limits'];
}[] = [
  { name: 'the connection is closed', reason: 'no-answer', respond: (socket) => socket.end() },
  { name: 'the connection is reset', reason: 'no-answer', respond: (socket) => socket.resetAndDestroy() },
  {
    name: 'the answer ends within its first line',
    reason: 'no-answer',
    respond: (socket) => socket.end('HTTP/1.1 200'),
  },
  {
    name: 'the answer ends within its headers',
    reason: 'no-answer',
    respond: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-le'),
  },
  {
    name: 'the answer ends within its body',
    reason: 'no-answer',
    respond: (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n12345'),
  },
  {
    name: 'no headers come in time',
    reason: 'no-answer',
    respond: () => {},
    limits: { headersMs: 40, changeMs: 0 },
  },
  {
    name: 'the body does not come in time',
    reason: 'no-answer',
    respond: (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n'),
    limits: { bodyWindowMs: 40 },
  },
  {
    name: 'the answer is no HTTP',
    reason: 'unclear-answer',
    respond: (socket) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
  },
  {
    name: 'the headers do not end',
    reason: 'unclear-answer',
    respond: (socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(2_000)}`),
    limits: { headerBytes: 1_000 },
  },
];

const UNCLEAR_STATUSES = [
  ['UPDATING', 500, envelope('UPDATING'), 'server-failed'],
  ['UNKNOWN', 500, envelope('UNKNOWN'), 'server-failed'],
  ['500 without an envelope', 500, '', 'server-failed'],
  ['502', 502, PAGE, 'server-failed'],
  ['503', 503, '', 'server-failed'],
  ['504', 504, '', 'server-failed'],
  ['408', 408, '', 'unclear-answer'],
  ['201', 201, '', 'unclear-answer'],
  ['202', 202, '{}', 'unclear-answer'],
  ['204', 204, '', 'unclear-answer'],
  ['304', 304, '', 'unclear-answer'],
  ['a page', 200, PAGE, 'unclear-answer'],
  ['an endless success', 200, 'x'.repeat(70_000), 'unclear-answer'],
] as const;

const ACTIONS = {
  publish: {
    code: 'publish-uncertain',
    detail: {},
    run: (remote: NotaryRemote, signal: AbortSignal) => remote.publish(GUN, FILES, signal),
  },
  'rotate-key': {
    code: 'outcome-uncertain',
    detail: { action: 'rotate-key' },
    run: (remote: NotaryRemote, signal: AbortSignal) => remote.rotateServerKey(GUN, 'snapshot', signal),
  },
  delete: {
    code: 'outcome-uncertain',
    detail: { action: 'delete' },
    run: (remote: NotaryRemote, signal: AbortSignal) => remote.deleteRepository(GUN, signal),
  },
} as const;

describe.each(Object.values(ACTIONS))('$code $detail.action', ({ code, detail, run }) => {
  it.each(NO_CLEAR_ANSWERS)('when $name, sent once', async ({ reason, respond, limits }) => {
    let connections = 0;
    const url = await serveRaw((socket) => {
      connections += 1;
      socket.once('data', () => respond(socket));
    });
    const { remote } = openRemote(url, limits ? { limits } : {});
    expect(await failure(run(remote, never()), code)).toEqual({ server: url, reason, ...detail });
    expect(connections).toBe(1);
  });

  it('when the answer is compressed', async () => {
    const { url, requests } = await receiving(answering(200, gzipSync('{}'), { 'content-encoding': 'gzip' }));
    const found = await failure(run(openRemote(url).remote, never()), code);
    expect(found).toEqual({ server: url, reason: 'unclear-answer', ...detail });
    expect(requests).toHaveLength(1);
  });

  it('when the caller leaves after it was sent', async () => {
    const controller = new AbortController();
    const { url, requests } = await receiving(() => controller.abort());
    const found = await failure(run(openRemote(url).remote, controller.signal), code);
    expect(found).toEqual({ server: url, reason: 'interrupted', ...detail });
    expect(requests).toHaveLength(1);
  });

  it('when the remote is closed after it was sent', async () => {
    const { url, requests } = await receiving(() => opened.remote.close());
    const opened = openRemote(url);
    const found = await failure(run(opened.remote, never()), code);
    expect(found).toEqual({ server: url, reason: 'interrupted', ...detail });
    expect(requests).toHaveLength(1);
  });

  it('is what the log says too', async () => {
    const url = await serveRaw((socket) => socket.once('data', () => socket.end()));
    const { remote, exchanges } = openRemote(url);
    await failure(run(remote, never()), code);
    expect(exchanges).toEqual([expect.objectContaining({ status: null, failure: code })]);
  });
});

describe.each([ACTIONS.publish, ACTIONS.delete])('$code', ({ code, detail, run }) => {
  it.each(UNCLEAR_STATUSES)('for %s, sent once', async (_name, status, body, reason) => {
    const { url, requests } = await receiving(answering(status, body));
    const found = await failure(run(openRemote(url).remote, never()), code);
    expect(found).toEqual({ server: url, reason, ...detail });
    expect(requests).toHaveLength(1);
  });
});

describe('the time that an update may take', () => {
  it('is longer than that of a question', async () => {
    const asked = Promise.withResolvers<void>();
    const { url } = await receiving(({ method }, response) =>
      method === 'GET' ? asked.resolve() : setTimeout(() => response.end(), 80),
    );
    const { remote } = openRemote(url, { limits: { headersMs: 40, changeMs: 3_000 } });
    await failure(remote.serverKey(GUN, 'timestamp', never()), 'too-slow');
    await asked.promise;
    await remote.publish(GUN, FILES, never());
  });

  it('grows with its size', async () => {
    const { url } = await receiving((_request, response) => setTimeout(() => response.end(), 80));
    const { remote } = openRemote(url, { limits: { headersMs: 40, changeMs: 0, uploadBytesPerSecond: 100 } });
    await remote.publish(GUN, FILES, never());
  });
});
