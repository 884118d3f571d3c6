import { describe, expect, it } from 'vitest';
import {
  chooseServer,
  chooseTrustDirectory,
  dockerDirectory,
  type NotaryConfig,
  parseReference,
  readEnvironment,
} from '../../source/docker/index.ts';
import { TRUST_ON_FIRST_USE } from '../../source/tuf/index.ts';
import { dockerError } from './support/files.ts';

const PLACE = { home: '/home/me', cwd: '/home/me/dir' };
const notary: NotaryConfig = {
  path: '/n/config.json',
  explicit: true,
  trustDirectory: '/n/trust',
  server: {
    url: 'https://n.example/',
    rootCa: null,
    clientCertificate: null,
    clientKey: null,
    skipsVerification: false,
  },
  pinning: TRUST_ON_FIRST_USE,
};

function choose(image: string, from: { flag?: string; variable?: string; notary?: NotaryConfig } = {}) {
  return chooseServer(parseReference(image).gun, {
    flag: from.flag ?? null,
    environment: readEnvironment({ DOCKER_CONTENT_TRUST_SERVER: from.variable }),
    notary: from.notary ?? null,
  });
}

describe('which server', () => {
  it('is the flag’s before the variable’s before the named configuration’s', () => {
    const variable = 'https://v.example/sub/';
    expect(choose('a', { flag: 'http://127.0.0.1:1//', variable, notary })).toEqual({
      url: 'http://127.0.0.1:1',
      reason: 'command-line',
    });
    expect(choose('a', { variable, notary })).toEqual({
      url: 'https://v.example/sub',
      reason: 'environment',
    });
    expect(choose('a', { notary })).toEqual({ url: 'https://n.example', reason: 'notary-config' });
  });

  it('does not come from a configuration that nobody named', () => {
    expect(choose('reg.io/a', { notary: { ...notary, explicit: false } }).reason).toBe('registry-host');
  });

  it.each([
    ['alpine', 'https://notary.docker.io', 'docker-hub-default'],
    ['index.docker.io/u/x', 'https://notary.docker.io', 'docker-hub-default'],
    ['reg.example:5000/a', 'https://reg.example:5000', 'registry-host'],
    ['localhost/a', 'https://localhost', 'registry-host'],
  ])('of %s is %s', (image, url, reason) => {
    expect(choose(image)).toEqual({ url, reason });
  });

  it.each(['http://v.example', 'v.example', 'ftp://v.example', ' '])(
    'is refused when the variable says %j',
    (variable) => {
      expect(() => choose('a', { variable })).toThrow(
        expect.objectContaining(dockerError('trust-server-not-https', expect.anything())),
      );
    },
  );

  it('is refused without repeating a password', () => {
    expect(() => choose('a', { variable: 'http://u:hunter2@v.example' })).toThrow(
      expect.objectContaining(
        dockerError('trust-server-not-https', {
          variable: 'DOCKER_CONTENT_TRUST_SERVER',
          value: 'http://v.example',
        }),
      ),
    );
  });
});

describe('which folders', () => {
  it('docker’s folder is DOCKER_CONFIG or ~/.docker', () => {
    expect(dockerDirectory(readEnvironment({ DOCKER_CONFIG: 'cfg' }), PLACE)).toBe('/home/me/dir/cfg');
    expect(dockerDirectory(readEnvironment({}), PLACE)).toBe('/home/me/.docker');
  });

  it('the trust directory is the flag’s, then the named configuration’s, then docker’s', () => {
    const from = { flag: null, notary, dockerDirectory: '/d' };
    expect(chooseTrustDirectory(PLACE, { ...from, flag: 't' })).toEqual({
      path: '/home/me/dir/t',
      reason: 'command-line',
    });
    expect(chooseTrustDirectory(PLACE, from)).toEqual({ path: '/n/trust', reason: 'notary-config' });
    const implicit = { ...notary, explicit: false };
    expect(chooseTrustDirectory(PLACE, { ...from, notary: implicit })).toEqual({
      path: '/d/trust',
      reason: 'docker-directory',
    });
  });
});
