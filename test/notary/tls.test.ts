import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { TlsOptions } from '../../source/notary/index.ts';
import { createIdentity, type Identity } from './support/certificates.ts';
import { serve, serveRaw } from './support/loopback.ts';
import { current, failure, GUN, NO_TLS, never, openRemote } from './support/remote.ts';

const authority = createIdentity({ name: 'Test CA', authority: true });
const stranger = createIdentity({ name: 'Another CA', authority: true });
const hosts = ['127.0.0.1', 'localhost'];
const server = createIdentity({ name: 'notary', hosts, issuer: authority });

function trusting(ca: Identity, more: Partial<TlsOptions> = {}): TlsOptions {
  return { ...NO_TLS, ca: [{ pem: ca.certificate, from: '/tls/ca.crt' }], lookedIn: ['/tls'], ...more };
}

async function secure(identity: Identity, host = '127.0.0.1') {
  return serve((_request, response) => response.end('{}'), {
    cert: identity.certificate,
    key: identity.key,
    host,
  });
}

describe('trust in the server', () => {
  it.each([
    ['beside the system’s roots', false],
    ['instead of them', true],
  ])('accepts a chain to a configured CA %s', async (_name, exclusive) => {
    const { url } = await secure(server);
    const { remote } = openRemote(url, { tls: trusting(authority, { exclusive }) });
    expect(await remote.fetchFile(GUN, current(), never())).toMatchObject({ kind: 'found' });
  });

  it('checks the name in the certificate as well as an address', async () => {
    const { url } = await secure(server, 'localhost');
    const { remote } = openRemote(url, { tls: trusting(authority) });
    expect(await remote.fetchFile(GUN, current(), never())).toMatchObject({ kind: 'found' });
  });

  it.each([
    ['a CA nobody trusts', server, NO_TLS, 'unknown-issuer'],
    ['another CA', server, trusting(stranger), 'unknown-issuer'],
    ['another CA, exclusively', server, trusting(stranger, { exclusive: true }), 'unknown-issuer'],
    ['no CA at all, exclusively', server, { ...NO_TLS, exclusive: true }, 'unknown-issuer'],
    [
      'a certificate that signs itself',
      createIdentity({ name: 'self', hosts }),
      trusting(authority),
      'self-signed',
    ],
    [
      'a certificate for another name',
      createIdentity({ name: 'x', hosts: ['evil.example'], issuer: authority }),
      trusting(authority),
      'wrong-host',
    ],
    [
      'a certificate that is over',
      createIdentity({
        name: 'x',
        hosts,
        issuer: authority,
        notBefore: new Date('2020-01-01'),
        notAfter: new Date('2021-01-01'),
      }),
      trusting(authority),
      'expired',
    ],
    [
      'a certificate of the future',
      createIdentity({
        name: 'x',
        hosts,
        issuer: authority,
        notBefore: new Date('2090-01-01'),
        notAfter: new Date('2091-01-01'),
      }),
      trusting(authority),
      'not-yet-valid',
    ],
  ] as const)('refuses %s', async (_name, identity, tls, reason) => {
    const { url, paths } = await secure(identity);
    const detail = await failure(
      openRemote(url, { tls }).remote.fetchFile(GUN, current(), never()),
      'tls-untrusted',
    );
    expect(detail).toMatchObject({ server: url, reason, lookedIn: tls.lookedIn });
    expect(detail.chain[0]?.subject).toMatch(/^CN=/);
    expect(paths).toEqual([]);
  });

  it('shows the chain that the server sent, leaf first', async () => {
    const { url } = await serve((_request, response) => response.end('{}'), {
      cert: server.certificate + authority.certificate,
      key: server.key,
    });
    const detail = await failure(openRemote(url).remote.fetchFile(GUN, current(), never()), 'tls-untrusted');
    expect(detail.chain.map(({ subject }) => subject)).toEqual(['CN=notary', 'CN=Test CA']);
    expect(detail.chain[0]?.notAfter?.getTime()).toBeGreaterThan(Date.now());
  });

  it('answers every one of many connections that begin at the same time with a CA that must be looked up', async () => {
    const { url } = await secure(server);
    const { remote } = openRemote(url, { tls: trusting(stranger) });
    const all = Array.from({ length: 4 }, () =>
      failure(remote.fetchFile(GUN, current(), never()), 'tls-untrusted'),
    );
    expect(await Promise.all(all)).toHaveLength(4);
  });

  it('names a CA file that is none', async () => {
    const { url } = await secure(server);
    const broken = {
      pem: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
      from: '/tls/bad.crt',
    };
    const tls: TlsOptions = { ...NO_TLS, ca: [broken] };
    const detail = await failure(
      openRemote(url, { tls }).remote.fetchFile(GUN, current(), never()),
      'tls-material-invalid',
    );
    expect(detail.from).toEqual(['/tls/bad.crt']);
  });

  it('tells a server without TLS from one that is not trusted', async () => {
    const url = await serveRaw((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    const { remote } = openRemote(url.replace('http:', 'https:'));
    const detail = await failure(remote.fetchFile(GUN, current(), never()), 'tls-failed');
    expect(detail.reason).toBe('not-tls');
  });

  it('gives up on a handshake that does not end, and waits for it once', async () => {
    let connections = 0;
    const url = await serveRaw(() => {
      connections += 1;
    });
    const { remote } = openRemote(url.replace('http:', 'https:'), { limits: { connectMs: 60 } });
    const detail = await failure(remote.fetchFile(GUN, current(), never()), 'server-unreachable');
    expect([detail.reason, connections]).toEqual(['timeout', 1]);
  });
});

describe('client certificates', () => {
  const client = createIdentity({ name: 'jeff', issuer: authority });
  const shown: TlsOptions = trusting(authority, {
    clientCertificates: [
      {
        certificate: { pem: client.certificate, from: '/tls/client.cert' },
        key: { pem: client.key, from: '/tls/client.key' },
      },
    ],
  });
  const strict = { cert: server.certificate, key: server.key, ca: authority.certificate, requestCert: true };

  it('shows one to a server that requires it', async () => {
    const { url } = await serve((_request, response) => response.end('{}'), strict);
    const { remote } = openRemote(url, { tls: shown });
    expect(await remote.fetchFile(GUN, current(), never())).toMatchObject({ kind: 'found' });
  });

  it('fails without one', async () => {
    const { url, paths } = await serve((_request, response) => response.end('{}'), strict);
    const { remote } = openRemote(url, { tls: trusting(authority) });
    await expect(remote.fetchFile(GUN, current(), never())).rejects.toMatchObject({ name: 'NotaryError' });
    expect(paths).toEqual([]);
  });

  it('never shows it to a token service elsewhere', async () => {
    const seen: string[] = [];
    const tokens = await serve(
      (request, response) => {
        const { raw } = (request.socket as TLSSocket).getPeerCertificate();
        seen.push(raw === undefined ? 'nobody' : 'somebody');
        response.end('{"token":"t1"}');
      },
      { ...strict, rejectUnauthorized: false },
    );
    const notary = await serve(
      (request, response) =>
        request.headers.authorization === 'Bearer t1'
          ? response.end('{}')
          : response.writeHead(401, { 'www-authenticate': `Bearer realm="${tokens.url}/"` }).end(),
      strict,
    );
    const { remote } = openRemote(notary.url, { tls: shown });
    expect(await remote.fetchFile(GUN, current(), never())).toMatchObject({ kind: 'found' });
    expect(seen).toEqual(['nobody']);
  });

  it('names a key that does not fit its certificate', async () => {
    const { url } = await serve((_request, response) => response.end('{}'), strict);
    const [pair] = shown.clientCertificates;
    const wrong = { pem: stranger.key, from: '/tls/other.key' };
    const tls = { ...shown, clientCertificates: pair ? [{ ...pair, key: wrong }] : [] };
    const detail = await failure(
      openRemote(url, { tls }).remote.fetchFile(GUN, current(), never()),
      'tls-material-invalid',
    );
    expect(detail.from).toContain('/tls/other.key');
  });
});
