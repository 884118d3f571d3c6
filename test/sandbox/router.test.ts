import { describe, expect, it } from 'vitest';
import { route } from '../../source/sandbox/http/router.ts';

const TUF = '/v2/reg.example.com:5000/team/base/_trust/tuf/';
const GUN = 'reg.example.com:5000/team/base';
const SHA256 = 'ab'.repeat(32);

describe('a route', () => {
  it.each([
    ['GET', '/v2/', { kind: 'ping' }],
    ['GET', '/_notary_server/health', { kind: 'health' }],
    ['POST', TUF, { kind: 'update', gun: GUN }],
    ['DELETE', TUF, { kind: 'delete', gun: GUN }],
    ['GET', `${TUF}root.json`, { kind: 'metadata', gun: GUN, role: 'root', file: { kind: 'current' } }],
    [
      'GET',
      `${TUF}targets/a/b.${SHA256}.json`,
      { kind: 'metadata', gun: GUN, role: 'targets/a/b', file: { kind: 'sha256', sha256: SHA256 } },
    ],
    [
      'GET',
      `${TUF}12.targets/releases.json`,
      { kind: 'metadata', gun: GUN, role: 'targets/releases', file: { kind: 'version', version: 12 } },
    ],
    ['GET', `${TUF}timestamp.key`, { kind: 'get-key', gun: GUN, role: 'timestamp' }],
    ['POST', `${TUF}snapshot.key`, { kind: 'rotate-key', gun: GUN, role: 'snapshot' }],
    ['GET', '/v2/_trust/changefeed', { kind: 'changefeed', gun: null }],
    ['GET', `/v2/${GUN}/_trust/changefeed`, { kind: 'changefeed', gun: GUN }],
    ['POST', '/v2/a/../b/_trust/tuf/', { kind: 'update', gun: null }],
  ])('is found for %s %s', (method, path, expected) => {
    expect(route(method, path)).toEqual(expected);
  });

  it.each([
    ['POST', '/v2/'],
    ['GET', '/v2'],
    ['HEAD', `${TUF}root.json`],
    ['PUT', TUF],
    ['GET', TUF],
    ['GET', `${TUF}root.key`],
    ['DELETE', `${TUF}timestamp.key`],
    ['GET', `${TUF}Targets.json`],
    ['GET', `${TUF}targets/../root.json`],
    ['GET', `${TUF}root.${SHA256.toUpperCase()}.json`],
    ['GET', `${TUF}root`],
    ['GET', '/v2/../../etc/_trust/tuf/root.json'],
    ['GET', '/v2//_trust/tuf/root.json'],
    ['DELETE', '/v2/a/./b/_trust/tuf/'],
    ['GET', '/v2/a b/_trust/changefeed'],
  ])('does not exist for %s %s', (method, path) => {
    expect(route(method, path)).toEqual({ kind: 'not-found' });
  });

  it.each(['PATCH', 'OPTIONS', 'TRACE'])('does not take %s', (method) => {
    expect(route(method, TUF)).toEqual({ kind: 'method-not-allowed' });
  });
});
