import { describe, expect, it } from 'vitest';
import { closedPort, serveRaw } from './support/loopback.ts';
import { failure, GUN, never, openRemote } from './support/remote.ts';
import { answering, envelope, FILES, receiving } from './support/update.ts';

const PATH = '/v2/registry.example/team/app/_trust/tuf/';

describe('publishing', () => {
  it('sends one request, to the byte', async () => {
    const received = Promise.withResolvers<string>();
    const url = await serveRaw((socket) => {
      let text = '';
      socket.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk;
        if (text.endsWith('--\r\n')) {
          received.resolve(text);
          socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
        }
      });
    });
    await openRemote(url).remote.publish(GUN, FILES, never());
    // The boundary follows from the test's own randomness, which is always a half.
    const boundary = 'trustdeck-80000000800000008000000080000000-0';
    const body = [
      `--${boundary}\r\n`,
      'Content-Disposition: form-data; name="files"; filename="root"\r\n',
      'Content-Type: application/octet-stream\r\n\r\n',
      '{\u00ff\u0000\r\n}\r\n',
      `--${boundary}\r\n`,
      'Content-Disposition: form-data; name="files"; filename="targets/releases"\r\n',
      'Content-Type: application/octet-stream\r\n\r\n',
      '{"signed":"\r\n--x\r\n"}\n\r\n',
      `--${boundary}--\r\n`,
    ].join('');
    expect(await received.promise).toBe(
      [
        `POST ${PATH} HTTP/1.1\r\n`,
        `host: ${new URL(url).host}\r\n`,
        'connection: keep-alive\r\n',
        'user-agent: trustdeck\r\n',
        'accept: */*\r\n',
        'accept-encoding: identity\r\n',
        `content-type: multipart/form-data; boundary=${boundary}\r\n`,
        `content-length: ${body.length}\r\n\r\n`,
        body,
      ].join(''),
    );
  });

  it('is logged as what it is, without its content', async () => {
    const { url } = await receiving(answering(200));
    const { remote, exchanges } = openRemote(url);
    await remote.publish(GUN, FILES, never());
    expect(exchanges).toEqual([
      expect.objectContaining({ method: 'POST', path: PATH, status: 200, bytes: 0, failure: null }),
    ]);
    expect(JSON.stringify(exchanges)).not.toContain('signed');
  });

  it('goes below the path of the server’s address', async () => {
    const { url, requests } = await receiving(answering(200));
    await openRemote(`${url}/notary/`).remote.publish(GUN, FILES, never());
    expect(requests[0]?.path).toBe(`/notary${PATH}`);
  });

  it('uses the connection that it read over', async () => {
    const ports = new Set<number | undefined>();
    const { url } = await receiving((_request, response) => {
      ports.add(response.socket?.remotePort);
      response.end('{}');
    });
    const { remote } = openRemote(url);
    await remote.serverKey(GUN, 'timestamp', never()).catch(() => null);
    await remote.publish(GUN, FILES, never());
    await remote.serverKey(GUN, 'timestamp', never()).catch(() => null);
    expect(ports.size).toBe(1);
  });

  it('sends nothing when the caller has left already', async () => {
    const { url, requests } = await receiving(answering(200));
    await failure(openRemote(url).remote.publish(GUN, FILES, AbortSignal.abort()), 'aborted');
    expect(requests).toEqual([]);
  });

  it('is certain that nothing happened when nobody listens', async () => {
    const { remote } = openRemote(`http://127.0.0.1:${await closedPort()}`);
    const detail = await failure(remote.publish(GUN, FILES, never()), 'server-unreachable');
    expect(detail.reason).toBe('refused');
  });

  it('is certain that nothing happened when the name does not resolve', async () => {
    const { remote } = openRemote('https://notary.invalid');
    const detail = await failure(remote.publish(GUN, FILES, never()), 'server-unreachable');
    expect(detail.reason).toBe('dns');
  });
});

describe('a refused update', () => {
  const invalid = (name: string, message: string) =>
    envelope('INVALID_UPDATE', { Name: name, Error: { Msg: message } });

  it('is a conflict when somebody else published first', async () => {
    const { url, requests } = await receiving(answering(400, envelope('VERSION', {})));
    expect(await failure(openRemote(url).remote.publish(GUN, FILES, never()), 'version-conflict')).toEqual({
      server: url,
    });
    expect(requests).toHaveLength(1);
  });

  it.each([
    [400, invalid('ErrBadRoot', 'version 3'), 'invalid', 'ErrBadRoot', 'version 3'],
    [400, invalid('ErrBadTargets', 'no'), 'invalid', 'ErrBadTargets', 'no'],
    [400, invalid('Err\u001b[2J', '\u0007'), 'invalid', 'Err\ufffd[2J', '\ufffd'],
    [400, envelope('INVALID_UPDATE'), 'invalid', null, 'what INVALID_UPDATE means'],
    [400, envelope('INVALID_GUN'), 'name-not-accepted', null, 'what INVALID_GUN means'],
    [400, envelope('INVALID_ROLE', 'nobody'), 'malformed', null, 'what INVALID_ROLE means'],
    [400, envelope('MALFORMED_JSON'), 'malformed', null, 'what MALFORMED_JSON means'],
    [400, envelope('MALFORMED_UPLOAD'), 'malformed', null, 'what MALFORMED_UPLOAD means'],
    [400, envelope('NO_FILENAME'), 'malformed', null, 'what NO_FILENAME means'],
    [400, envelope('SOMETHING_NEW'), 'other', null, 'what SOMETHING_NEW means'],
    [404, envelope('METADATA_NOT_FOUND'), 'other', null, 'what METADATA_NOT_FOUND means'],
    [413, '<html><h1>413 Request Entity Too Large</h1></html>', 'too-large', null, null],
    [429, envelope('TOOMANYREQUESTS'), 'too-many-requests', null, 'what TOOMANYREQUESTS means'],
    [429, '', 'too-many-requests', null, null],
    [500, envelope('NO_STORAGE'), 'server-not-ready', null, 'what NO_STORAGE means'],
    [500, envelope('NO_CRYPTOSERVICE'), 'server-not-ready', null, 'what NO_CRYPTOSERVICE means'],
    [500, envelope('NO_KEYALGORITHM'), 'server-not-ready', null, 'what NO_KEYALGORITHM means'],
  ])('says why: %i %s', async (status, body, reason, validation, message) => {
    const { url, requests } = await receiving(answering(status, body));
    const detail = await failure(openRemote(url).remote.publish(GUN, FILES, never()), 'update-rejected');
    expect(detail).toEqual({ server: url, status, reason, validation, message, retryAfterMs: null });
    expect(requests).toHaveLength(1);
  });

  it('says how long to wait, and does not come back by itself', async () => {
    const { url, requests } = await receiving(answering(429, '', { 'retry-after': '0' }));
    const detail = await failure(openRemote(url).remote.publish(GUN, FILES, never()), 'update-rejected');
    expect(detail.retryAfterMs).toBe(0);
    expect(requests).toHaveLength(1);
  });

  it('is told from a lack of permission', async () => {
    const { url } = await receiving(answering(403, envelope('DENIED', null, 'only ben')));
    const detail = await failure(openRemote(url).remote.publish(GUN, FILES, never()), 'not-authorised');
    expect(detail).toEqual({ server: url, status: 403, message: 'only ben', access: 'change' });
  });

  it.each([
    [404, '<h1>Not Found</h1>', 'html'],
    [400, 'Bad Request', 'unexpected-status'],
    [405, '', 'unexpected-status'],
    [400, envelope('VERSION').slice(0, -3), 'unexpected-status'],
  ])('is told from an answer of something else: %i %s', async (status, body, reason) => {
    const { url } = await receiving(answering(status, body));
    const detail = await failure(openRemote(url).remote.publish(GUN, FILES, never()), 'not-a-notary-server');
    expect(detail).toEqual({ server: url, status, reason });
  });
});

describe('redirects of an update', () => {
  it.each([307, 308])('repeats the whole request for %i within the origin', async (status) => {
    const { url, requests } = await receiving(({ path }, response) =>
      path === PATH ? response.writeHead(status, { location: '/there' }).end() : response.end(),
    );
    await openRemote(url).remote.publish(GUN, FILES, never());
    expect(requests.map(({ method, path }) => [method, path])).toEqual([
      ['POST', PATH],
      ['POST', '/there'],
    ]);
    expect(requests[1]?.body).toEqual(requests[0]?.body);
    expect(requests[1]?.headers['content-type']).toBe(requests[0]?.headers['content-type']);
  });

  it.each([301, 302, 303])('refuses %i, after which it would be a GET', async (status) => {
    const { url, requests } = await receiving(answering(status, '', { location: '/there' }));
    const detail = await failure(openRemote(url).remote.publish(GUN, FILES, never()), 'redirect-refused');
    expect(detail.reason).toBe('changes-method');
    expect(requests).toHaveLength(1);
  });

  it('sends signed files to no other origin', async () => {
    const other = await receiving(answering(200));
    const { url } = await receiving(answering(308, '', { location: `${other.url}${PATH}` }));
    const detail = await failure(openRemote(url).remote.publish(GUN, FILES, never()), 'redirect-refused');
    expect(detail.reason).toBe('other-origin');
    expect(other.requests).toEqual([]);
  });
});
