import http from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serve } from '../notary/support/loopback.ts';
import { send } from '../sandbox/support/requests.ts';
import { at, type Fault, on, REFUSALS, startFaultProxy } from './fault-proxy.ts';

/** A server that counts, behind a proxy. */
async function counting() {
  let count = 0;
  const server = await serve((request, response) => {
    count += 1;
    request.resume();
    request.on('end', () => response.setHeader('x-count', String(count)).end(`answer ${count}`));
  });
  const proxy = await startFaultProxy({ upstream: server.url });
  onTestFinished(() => proxy.close());
  const ask = (method = 'GET') =>
    send(`${proxy.url}/path?x=1`, { method, ...(method === 'POST' && { body: Buffer.from('body') }) }).then(
      ({ status, body }) => ({ status, body: body.toString() }),
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    );
  return { proxy, server, ask };
}

describe('the fault proxy', () => {
  it('passes everything on as it is, and remembers it', async () => {
    const { proxy, server, ask } = await counting();
    expect(await ask('POST')).toEqual({ status: 200, body: 'answer 1' });
    expect(server.paths).toEqual(['/path?x=1']);
    expect(proxy.requests).toMatchObject([
      { index: 0, ofMethod: 0, method: 'POST', path: '/path?x=1', fault: 'pass', statuses: [200] },
    ]);
    expect(proxy.requests[0]?.body.toString()).toBe('body');
  });

  it.each<readonly [Fault, number]>([
    [{ kind: 'drop-request' }, 0],
    [{ kind: 'drop-answer' }, 1],
    [{ kind: 'cut-answer' }, 1],
    [{ kind: 'garbage' }, 0],
  ])('ends the client’s connection: %o', async (fault, reached) => {
    const { proxy, server, ask } = await counting();
    proxy.programme = at(1, fault);
    expect(await ask()).toMatchObject({ status: 200 });
    expect(await ask()).toEqual(expect.any(String));
    expect(server.paths).toHaveLength(1 + reached);
    expect(await ask()).toMatchObject({ status: 200 });
    expect(proxy.requests.map((request) => request.fault)).toEqual(['pass', fault.kind, 'pass']);
  });

  it('cuts an answer without a body within its headers', async () => {
    const server = await serve((_request, response) => response.end());
    const proxy = await startFaultProxy({
      upstream: server.url,
      programme: on('GET', { kind: 'cut-answer' }),
    });
    onTestFinished(() => proxy.close());
    await expect(send(proxy.url)).rejects.toThrow();
  });

  it.each([0, 1])('picks the n-th request of a method: %i', async (nth) => {
    const { proxy, ask } = await counting();
    proxy.programme = on('POST', REFUSALS.updating, nth);
    const found = [await ask(), await ask('POST'), await ask('POST')];
    expect(found.map((reply) => (typeof reply === 'string' ? reply : reply.status))).toEqual([
      200,
      ...(nth === 0 ? [500, 200] : [200, 500]),
    ]);
  });

  it('repeats a request, and answers the second', async () => {
    const { proxy, ask } = await counting();
    proxy.programme = on('POST', { kind: 'repeat' });
    expect(await ask('POST')).toEqual({ status: 200, body: 'answer 2' });
    expect(proxy.requests[0]?.statuses).toEqual([200, 200]);
  });

  it.each(['request', 'answer'] as const)('holds the %s back until it is told to go on', async (before) => {
    const { proxy, server, ask } = await counting();
    const held = Promise.withResolvers<void>();
    const reached = Promise.withResolvers<number>();
    proxy.programme = at(0, {
      kind: 'wait',
      before,
      until: () => {
        reached.resolve(server.paths.length);
        return held.promise;
      },
    });
    const reply = ask();
    expect(await reached.promise).toBe(before === 'request' ? 0 : 1);
    held.resolve();
    expect(await reply).toEqual({ status: 200, body: 'answer 1' });
  });

  it.each(Object.entries(REFUSALS))('refuses in the server’s stead: %s', async (_name, fault) => {
    const { proxy, server, ask } = await counting();
    proxy.programme = at(0, fault);
    expect(await ask()).toMatchObject({ status: fault.status, body: fault.body });
    expect(server.paths).toEqual([]);
  });

  it('keeps connections of its clients, and counts them', async () => {
    const { proxy } = await counting();
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    for (let count = 0; count < 3; count += 1) {
      await new Promise((resolve, reject) => {
        http.get(proxy.url, { agent }, (message) => message.resume().on('end', resolve)).on('error', reject);
      });
    }
    expect(proxy.requests).toHaveLength(3);
    expect(proxy.connections()).toBe(1);
  });

  it('ends the connection when nobody is behind it', async () => {
    const { proxy, ask } = await counting();
    const lonely = await startFaultProxy({ upstream: 'http://127.0.0.1:1' });
    onTestFinished(() => lonely.close());
    await expect(send(lonely.url)).rejects.toThrow();
    expect(await ask()).toMatchObject({ status: 200 });
    expect(proxy.requests).toHaveLength(1);
  });
});
