import { describe, expect, it } from 'vitest';
import { readNotaryConfig } from '../../source/docker/index.ts';
import { dockerError, memoryFiles } from './support/files.ts';

const PLACE = { home: '/home/me', cwd: '/home/me/dir' };
const DEFAULT_PATH = '/home/me/.notary/config.json';
const ID = 'ab'.repeat(32);

const read = (value: unknown, more: Readonly<Record<string, string>> = {}, locked: readonly string[] = []) =>
  readNotaryConfig(memoryFiles({ [DEFAULT_PATH]: JSON.stringify(value), ...more }, locked), PLACE, null);

describe('notary’s config.json', () => {
  it('may be missing, unless somebody named it', async () => {
    expect(await readNotaryConfig(memoryFiles({}), PLACE, null)).toBeNull();
    await expect(readNotaryConfig(memoryFiles({}), PLACE, 'n.json')).rejects.toMatchObject(
      dockerError('file-unreadable', { path: '/home/me/dir/n.json', reason: 'missing' }),
    );
  });

  it('resolves TLS files from its own folder, trust_dir from home or the working folder', async () => {
    const remote_server = {
      url: 'https://n',
      root_ca: 'ca.pem',
      tls_client_cert: '/abs/c',
      tls_client_key: '../k',
    };
    const config = await read({ trust_dir: '~/trust', remote_server });
    expect(config).toMatchObject({
      explicit: false,
      trustDirectory: '/home/me/trust',
      server: {
        url: 'https://n',
        rootCa: '/home/me/.notary/ca.pem',
        clientCertificate: '/abs/c',
        clientKey: '/home/me/k',
        skipsVerification: false,
      },
    });
    expect((await read({ trust_dir: 'rel' }))?.trustDirectory).toBe('/home/me/dir/rel');
    expect(await read({})).toMatchObject({ trustDirectory: null, server: null });
  });

  it('only notes that verification should be skipped', async () => {
    const config = await read({ remote_server: { url: 'https://n', skipTLSVerify: true } });
    expect(config?.server?.skipsVerification).toBe(true);
  });

  it('keeps the case of pinned GUNs, and names that JavaScript treats specially', async () => {
    const certs = JSON.parse(`{"Host/App":["${ID}"],"constructor":[],"__proto__":["${ID}"]}`);
    const pinning = (await read({ trust_pinning: { certs } }))?.pinning;
    expect([...(pinning?.certs ?? [])]).toEqual([
      ['Host/App', [ID]],
      ['constructor', []],
      ['__proto__', [ID]],
    ]);
    expect(pinning?.trustOnFirstUse).toBe(true);
  });

  it('reads pinned CAs from the working folder; one that cannot be read pins to nothing', async () => {
    const ca = { 'host/': 'ca.pem', 'gone/': 'gone.pem', 'locked/': '/locked.pem' };
    const config = await read(
      { trust_pinning: { ca, disable_tofu: true } },
      { '/home/me/dir/ca.pem': 'PEM' },
      ['/locked.pem'],
    );
    expect(config?.pinning).toEqual({
      certs: new Map(),
      ca: new Map([
        ['host/', 'PEM'],
        ['gone/', ''],
        ['locked/', ''],
      ]),
      trustOnFirstUse: false,
    });
  });

  it('knows its members in any case, as notary does', async () => {
    const config = await read({ Trust_Pinning: { Disable_TOFU: true }, REMOTE_SERVER: { URL: 'https://n' } });
    expect(config).toMatchObject({ pinning: { trustOnFirstUse: false }, server: { url: 'https://n' } });
  });

  it.each([
    [{ trust_pinning: { certs: { g: ID } } }, 'trust_pinning.certs.g'],
    [{ trust_pinning: { certs: { g: ['nonsense'] } } }, 'trust_pinning.certs.g.0'],
    [{ trust_pinning: { certs: [] } }, 'trust_pinning.certs'],
    [{ trust_pinning: { ca: { g: 1 } } }, 'trust_pinning.ca.g'],
    [{ trust_pinning: { disable_tofu: 'true' } }, 'trust_pinning.disable_tofu'],
    [{ trust_pinning: { disable_tofu: true, Disable_Tofu: false } }, 'trust_pinning.disable_tofu'],
    [{ trust_dir: 1, Trust_dir: 2 }, 'trust_dir'],
    [{ remote_server: 'https://n' }, 'remote_server'],
  ])('refuses %j as a whole and names %s', async (value, at) => {
    await expect(read(value)).rejects.toMatchObject(
      dockerError('config-invalid', { path: DEFAULT_PATH, faults: [expect.objectContaining({ at })] }),
    );
  });
});
