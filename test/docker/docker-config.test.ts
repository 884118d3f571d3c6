import { describe, expect, it } from 'vitest';
import {
  credentialHelperFor,
  ENVIRONMENT_VARIABLES,
  loginKey,
  parseDockerConfig,
  readDockerConfig,
  readEnvironment,
  storedLogin,
} from '../../source/docker/index.ts';
import { dockerError, memoryFiles } from './support/files.ts';

const basic = (text: string) => ({ auth: Buffer.from(text).toString('base64') });
const config = (value: unknown) => parseDockerConfig(JSON.stringify(value), '/d/config.json');

describe('config.json', () => {
  it('is empty when there is none', async () => {
    const { auths, credentialStore } = await readDockerConfig(memoryFiles({}), '/d');
    expect([auths.size, credentialStore]).toEqual([0, null]);
  });

  it('ignores what it does not know', () => {
    expect(config({ HttpHeaders: { a: 'b' }, plugins: {}, auths: {} }).auths.size).toBe(0);
  });

  it.each([
    ['registry.example', 'registry.example'],
    ['registry.example:5000', 'https://registry.example:5000/v1/'],
    ['docker.io', 'https://index.docker.io/v1/'],
    ['docker.io', 'index.docker.io'],
  ])('finds the login of %s under %s', (registry, key) => {
    const login = storedLogin(
      config({ auths: { 'other.example': basic('x:y'), [key]: basic('jeff:pass:word\0\0') } }),
      registry,
    );
    expect(login).toEqual({ kind: 'password', username: 'jeff', password: 'pass:word' });
  });

  it('prefers the exact key and an identity token', () => {
    const auths = { 'https://r.example/': basic('a:b'), 'r.example': { ...basic('c:'), identitytoken: 'T' } };
    expect(storedLogin(config({ auths }), 'r.example')).toEqual({ kind: 'identity-token', token: 'T' });
  });

  it.each([{}, basic('no colon'), basic(':nobody'), { auth: '***' }, { auth: '' }])(
    'has no login in %j',
    (entry) => {
      expect(storedLogin(config({ auths: { 'r.example': entry } }), 'r.example')).toBeNull();
    },
  );

  it('names the helper of a registry, else the one of all', () => {
    const both = config({ credsStore: 'desktop', credHelpers: { 'r.example': 'ecr-login' } });
    expect(credentialHelperFor(both, 'r.example')).toBe('ecr-login');
    expect(credentialHelperFor(both, 'docker.io')).toBe('desktop');
    expect(credentialHelperFor(config({}), 'docker.io')).toBeNull();
    expect(loginKey('docker.io')).toBe('https://index.docker.io/v1/');
  });

  it.each([
    ['{"auths":', [{ at: '', reason: 'not JSON' }]],
    ['[]', [{ at: '', reason: 'not a JSON object' }]],
    [
      '{"auths":[],"credsStore":7}',
      [
        { at: 'auths', reason: 'not an object' },
        { at: 'credsStore', reason: 'not string' },
      ],
    ],
    ['{"auths":{"r":{"auth":["hunter2"]}}}', [{ at: 'auths.r.auth', reason: 'not string' }]],
  ])('refuses %s and says where', (text, faults) => {
    expect(() => parseDockerConfig(text, '/d/config.json')).toThrow(
      expect.objectContaining(dockerError('config-invalid', { path: '/d/config.json', faults })),
    );
  });

  it('never repeats a login in an error', () => {
    for (const text of [
      '{"auths":{"r":{"auth":"hunter2"}}',
      '{"auths":{"r":{"auth":["hunter2"]}}}',
      '{"auths":"hunter2"}',
    ]) {
      try {
        parseDockerConfig(text, '/d/config.json');
        expect.fail();
      } catch (error) {
        expect(`${error}${JSON.stringify(error)}`).not.toContain('hunter2');
      }
    }
  });
});

describe('environment', () => {
  it('takes an empty variable for none', () => {
    expect(readEnvironment({ DOCKER_CONFIG: '', DOCKER_CONTENT_TRUST_SERVER: 'https://n' })).toEqual({
      dockerConfigDirectory: null,
      contentTrustServer: 'https://n',
      dockerAuthConfig: null,
    });
  });

  it('marks every variable that holds a passphrase or login as secret', () => {
    const secret = ENVIRONMENT_VARIABLES.filter((variable) => variable.secret).map(({ name }) => name);
    expect(secret).toEqual(
      ENVIRONMENT_VARIABLES.map(({ name }) => name).filter((name) => /PASSPHRASE|AUTH/.test(name)),
    );
  });
});
