import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CredentialSources,
  DockerError,
  findLogin,
  type HelperAnswer,
  parseReference,
  readCredentialEnvironment,
} from '../../source/docker/index.ts';
import { reportError } from '../../source/operations/index.ts';
import { asGun, type Gun } from '../../source/tuf/index.ts';
import { dockerError, memoryFiles } from './support/files.ts';

const CONFIG = '/d/config.json';
const SECRET = 'S3CRET-marked';
const HUB_KEY = 'https://index.docker.io/v1/';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const AUTH = base64(`me:${SECRET}`);

interface Place {
  /** Text of docker's `config.json`, or a value to be written there. */
  readonly config?: unknown;
  readonly variables?: Readonly<Record<string, string>>;
  readonly helper?: (name: string, key: string) => HelperAnswer;
}

function sourcesOf({ config, variables = {}, helper }: Place) {
  const asked: string[] = [];
  const text = typeof config === 'string' ? config : JSON.stringify(config);
  const sources: CredentialSources = {
    files: memoryFiles(config === undefined ? {} : { [CONFIG]: text }),
    dockerDirectory: '/d',
    environment: readCredentialEnvironment(variables),
    runHelper: async (name, key) => {
      asked.push(`${name} ${key}`);
      return helper?.(name, key) ?? { outcome: 'not-found' };
    },
  };
  return { sources, asked };
}

const gunOf = (image: string): Gun => parseReference(image).gun;
const find = (image: string, place: Place) => findLogin(gunOf(image), sourcesOf(place).sources);
const answer = (Username: string, Secret: string): HelperAnswer => ({
  outcome: 'exited',
  code: 0,
  output: JSON.stringify({ ServerURL: 'x', Username, Secret }),
});
const NONE: HelperAnswer = {
  outcome: 'exited',
  code: 1,
  output: 'credentials not found in native keychain\n',
};

/** The error of a search that must fail, after looking for secrets in all of it and in the words it gets. */
async function refusal(image: string, place: Place): Promise<unknown> {
  const error = await find(image, place).then(
    () => expect.unreachable('a login was found'),
    (thrown: unknown) => thrown,
  );
  const parts = error instanceof Error ? [error.message, error.stack, String(error.cause)] : [];
  const told = JSON.stringify([error, parts, reportError(error)]);
  for (const secret of [SECRET, AUTH, AUTH.slice(0, 8)]) {
    expect(told).not.toContain(secret);
  }
  return error;
}

describe('auths of config.json', () => {
  const password = { kind: 'password', username: 'me', password: SECRET, from: CONFIG };

  it.each([
    ['the very key', 'reg.io:5000/a', { 'reg.io:5000': { auth: AUTH } }],
    ['an address of the host', 'reg.io/a', { 'https://reg.io/v1/': { auth: AUTH } }],
    ['an address with a user in it', 'reg.io/a', { 'https://other.io@reg.io/v1/': { auth: AUTH } }],
    ['the very key before an address', 'reg.io/a', { 'http://reg.io': {}, 'reg.io': { auth: AUTH } }],
    ['Docker Hub', 'alpine', { [HUB_KEY]: { auth: AUTH } }],
    ['members in clear', 'reg.io/a', { 'reg.io': { username: 'me', password: SECRET } }],
    ['members in another case', 'reg.io/a', { 'reg.io': { Auth: AUTH } }],
    ['a padded password', 'reg.io/a', { 'reg.io': { auth: base64(`me:\0${SECRET}\0\0`) } }],
  ])('are found by %s', async (_, image, auths) => {
    expect(await find(image, { config: { auths } })).toEqual(password);
  });

  it('give a password that holds colons as it is', async () => {
    const config = { auths: { 'reg.io': { auth: base64('me:a:b:') } } };
    expect(await find('reg.io/a', { config })).toMatchObject({ username: 'me', password: 'a:b:' });
  });

  it('give an identity token before a password', async () => {
    const config = { auths: { 'reg.io': { auth: base64('me:'), identitytoken: SECRET } } };
    const token = { kind: 'identity-token', username: 'me', token: SECRET, from: CONFIG };
    expect(await find('reg.io/a', { config })).toEqual(token);
    const unnamed = { auths: { 'reg.io': { identitytoken: SECRET } } };
    expect(await find('reg.io/a', { config: unnamed })).toEqual({ ...token, username: null });
  });

  it.each([
    ['no file', undefined],
    ['an empty file', '\n'],
    ['no auths', {}],
    ['another registry', { auths: { 'reg.io:5000': { auth: AUTH } } }],
    ['the host of a longer one', { auths: { 'https://reg.io.evil.example/': { auth: AUTH } } }],
    ['the host as a user name', { auths: { 'https://reg.io@evil.example/': { auth: AUTH } } }],
    ['the host as a path', { auths: { 'evil.example/reg.io': { auth: AUTH } } }],
    ['an empty entry', { auths: { 'reg.io': {} } }],
    ['no entry at all', { auths: { 'reg.io': null } }],
    ['no password', { auths: { 'reg.io': { auth: base64('me:') } } }],
  ])('know none with %s', async (_, config) => {
    expect(await find('reg.io/a', { config })).toBeNull();
  });

  it('are no login for a collection without a registry, or for no repository', async () => {
    const { sources } = sourcesOf({ config: { auths: { [HUB_KEY]: { auth: AUTH } } } });
    expect(await findLogin(asGun('team/Collection'), sources)).toBeNull();
    expect(await findLogin(null, sources)).toBeNull();
  });

  it('are found under names that JavaScript treats specially, and only there', async () => {
    const config = `{"auths":{"__proto__":{"auth":"${AUTH}"},"constructor":{},"reg.io":{"__proto__":{"auth":"${AUTH}"}}}}`;
    expect(await find('reg.io/a', { config })).toBeNull();
    expect(await find('other.io/a', { config })).toBeNull();
    const helpers = '{"credHelpers":{"__proto__":"evil"},"__proto__":{"credsStore":"evil"}}';
    const { sources, asked } = sourcesOf({ config: helpers });
    expect(await findLogin(gunOf('reg.io/a'), sources)).toBeNull();
    expect(asked).toEqual([]);
  });

  it('may be many', async () => {
    const many = Array.from({ length: 30_000 }, (_, index) => [`https://r${index}.io/v1/`, { auth: 'x' }]);
    const config = { auths: Object.fromEntries([...many, ['https://reg.io', { auth: AUTH }]]) };
    expect(await find('reg.io/a', { config })).toEqual(password);
  });
});

describe('a damaged config.json', () => {
  it.each([
    ['no JSON', `{"auths":{"reg.io":{"auth":"${AUTH}"}}`],
    ['no object', `["${SECRET}"]`],
    ['nested without end', `{"auths":${'['.repeat(100_000)}`],
  ])('is refused whole when it is %s', async (_, config) => {
    expect(await refusal('reg.io/a', { config })).toMatchObject({ code: 'login-config-invalid' });
  });

  it.each([
    ['auths', { auths: SECRET }, 'auths', 'not an object'],
    ['an entry', { auths: { [`https://me:${SECRET}@reg.io`]: SECRET } }, 'auths.*', 'not an object'],
    ['auth', { auths: { 'reg.io': { auth: [SECRET] } } }, 'auths.*.auth', 'not string'],
    ['identitytoken', { auths: { r: { identityToken: 1 } } }, 'auths.*.identitytoken', 'not string'],
    ['credsStore', { credsStore: `../${SECRET}` }, 'credsStore', 'not the name of a credential helper'],
    [
      'a helper',
      { credHelpers: { [SECRET]: 'a b' } },
      'credHelpers.*',
      'not the name of a credential helper',
    ],
  ])('is told by the path of %s', async (_, config, at, reason) => {
    expect(await refusal('reg.io/a', { config })).toMatchObject(
      dockerError('login-config-invalid', { path: CONFIG, faults: [{ at, reason }] }),
    );
  });

  it.each([
    ['no base64', SECRET],
    ['no colon', base64(SECRET)],
    ['no user', base64(`:${SECRET}`)],
    ['no text', Buffer.from([0xff, 0x3a, 0xff]).toString('base64')],
  ])('is told by the registry whose auth has %s', async (_, auth) => {
    const config = { auths: { 'https://reg.io': { auth }, 'other.io': { auth: AUTH } } };
    const at = 'auths.reg.io.auth';
    expect(await refusal('reg.io/a', { config })).toMatchObject(
      dockerError('login-config-invalid', {
        path: CONFIG,
        faults: [{ at, reason: 'not user:password in base64' }],
      }),
    );
    expect(await find('other.io/a', { config })).not.toBeNull();
  });
});

const name = fc.constantFrom(
  ...['auths', 'credsStore', 'CredHelpers', 'reg.io', `https://me:${SECRET}@reg.io/v1`, HUB_KEY, SECRET],
  ...['auth', 'username', 'password', 'identitytoken', '__proto__', 'constructor', 'toString', ''],
);

/** What a configuration should not hold, among what it may, in places where either is read. */
const hostile = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(SECRET, AUTH, base64(SECRET), `docker-${SECRET}`, '', null, 7, true),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((members) => Object.fromEntries(members)),
  ),
}));

describe('any configuration', () => {
  it('gives a login, none, or an error of ours that holds no secret', async () => {
    const members = fc.record(
      { auths: hostile.value, credsStore: hostile.value, credHelpers: hostile.value },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(hostile.value, members), fc.boolean(), async (value, isVariable) => {
        const text = JSON.stringify(value);
        const place = isVariable ? { variables: { DOCKER_AUTH_CONFIG: text } } : { config: text };
        const login = await find('reg.io/a', { ...place, helper: () => NONE }).catch(
          (error: unknown) => error,
        );
        if (login instanceof Error) {
          expect(login).toBeInstanceOf(DockerError);
          expect(JSON.stringify([login, login.message, reportError(login)])).not.toContain(SECRET);
        } else if (login !== null) {
          expect(login).toMatchObject({ kind: expect.stringMatching(/^(?:password|identity-token)$/) });
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('helpers', () => {
  const config = {
    auths: { 'reg.io': { auth: AUTH } },
    credsStore: 'store',
    credHelpers: { 'reg.io': 'own', 'plain.io': '', [HUB_KEY]: 'hub' },
  };

  it.each([
    ['reg.io/a', ['own reg.io']],
    ['alpine', [`hub ${HUB_KEY}`]],
    ['other.io/a', ['store other.io']],
    ['plain.io/a', []],
  ])('of %s are asked for its key', async (image, expected) => {
    const { sources, asked } = sourcesOf({ config, helper: () => NONE });
    expect(await findLogin(gunOf(image), sources)).toBeNull();
    expect(asked).toEqual(expected);
  });

  it('give a password or an identity token', async () => {
    expect(await find('reg.io/a', { config, helper: () => answer('me', SECRET) })).toEqual({
      kind: 'password',
      username: 'me',
      password: SECRET,
      from: 'docker-credential-own',
    });
    expect(await find('reg.io/a', { config, helper: () => answer('<token>', SECRET) })).toEqual({
      kind: 'identity-token',
      username: null,
      token: SECRET,
      from: 'docker-credential-own',
    });
    expect(await find('reg.io/a', { config, helper: () => answer('', '') })).toBeNull();
  });

  it.each([
    ['not-found', { outcome: 'not-found' }],
    ['timed-out', { outcome: 'timed-out' }],
    ['failed', { outcome: 'exited', code: 1, output: `no: ${SECRET}` }],
    ['failed', { outcome: 'exited', code: 1, output: JSON.stringify({ Username: 'me', Secret: SECRET }) }],
    ['malformed', { outcome: 'exited', code: 0, output: SECRET }],
    ['malformed', { outcome: 'exited', code: 0, output: NONE.outcome === 'exited' ? NONE.output : '' }],
    ['malformed', { outcome: 'exited', code: 0, output: JSON.stringify({ Username: SECRET }) }],
    ['malformed', { outcome: 'exited', code: 0, output: `{"__proto__":{"Username":"me","Secret":"x"}}` }],
  ] satisfies readonly [string, HelperAnswer][])('are told to be %s by name: %j', async (reason, given) => {
    expect(await refusal('reg.io/a', { config, helper: () => given })).toMatchObject(
      dockerError('credential-helper-failed', { helper: 'docker-credential-own', reason }),
    );
  });

  it('are told with what to do about them', async () => {
    const words = async (helper: HelperAnswer) =>
      reportError(await refusal('reg.io/a', { config, helper: () => helper }));
    expect(await words({ outcome: 'not-found' })).toMatchObject({
      message: 'The credential helper docker-credential-own gave no login',
      next: expect.stringContaining('Install docker-credential-own'),
    });
    expect(await words({ outcome: 'timed-out' })).toMatchObject({
      why: expect.stringContaining('in time'),
      next: 'Try it by hand: docker-credential-own list.',
    });
  });

  it('are asked once for each registry, by however many repositories', async () => {
    const { sources, asked } = sourcesOf({ config, helper: () => answer('me', SECRET) });
    await Promise.all(
      ['reg.io/a', 'reg.io/b', 'other.io/a'].map((image) => findLogin(gunOf(image), sources)),
    );
    await findLogin(gunOf('reg.io/c'), sources);
    expect(asked).toEqual(['own reg.io', 'store other.io']);
  });

  it('are asked again after they failed', async () => {
    const answers = [{ outcome: 'timed-out' } as const, answer('me', SECRET)];
    const { sources } = sourcesOf({ config, helper: () => answers.shift() ?? NONE });
    await expect(findLogin(gunOf('reg.io/a'), sources)).rejects.toMatchObject({
      code: 'credential-helper-failed',
    });
    expect(await findLogin(gunOf('reg.io/a'), sources)).toMatchObject({ username: 'me' });
  });
});

describe('DOCKER_AUTH_CONFIG', () => {
  const config = { auths: { 'reg.io': { auth: base64('file:pw') } } };
  const given = (value: unknown) => ({ variables: { DOCKER_AUTH_CONFIG: JSON.stringify(value) }, config });

  it('comes before the file, for the registries that it has', async () => {
    const value = { auths: { 'reg.io': { auth: AUTH } } };
    const from = 'DOCKER_AUTH_CONFIG';
    expect(await find('reg.io/a', given(value))).toMatchObject({ username: 'me', password: SECRET, from });
    expect(await find('reg.io/a', given({ auths: {} }))).toMatchObject({ username: 'file', from: CONFIG });
    expect(await find('reg.io/a', { config, variables: { DOCKER_AUTH_CONFIG: '' } })).toMatchObject({
      username: 'file',
    });
  });

  it.each([
    ['a helper', { auths: {}, credsStore: SECRET }, 'credsStore', 'not a known member'],
    ['an unknown name', { [SECRET]: 1 }, '*', 'not a known member'],
    [
      'a token',
      { auths: { r: { auth: AUTH, identitytoken: 't' } } },
      'auths.*.identitytoken',
      'not a known member',
    ],
    ['an empty auth', { auths: { r: { auth: '' } } }, 'auths.*.auth', 'empty'],
  ])('is refused with %s', async (_, value, at, reason) => {
    expect(await refusal('reg.io/a', given(value))).toMatchObject(
      dockerError('login-config-invalid', { path: 'DOCKER_AUTH_CONFIG', faults: [{ at, reason }] }),
    );
  });

  it('is refused when it is no JSON', async () => {
    const variables = { DOCKER_AUTH_CONFIG: `{"auths": ${SECRET}` };
    expect(await refusal('reg.io/a', { variables })).toMatchObject({ code: 'login-config-invalid' });
  });
});

describe('NOTARY_AUTH', () => {
  const config = { auths: { 'reg.io': { auth: base64('file:pw') } } };

  it('comes before all of docker’s, and is for no repository in particular', async () => {
    const { sources, asked } = sourcesOf({
      config: { credsStore: 'store' },
      variables: { NOTARY_AUTH: `${base64(`me: ${SECRET}\n`)}\n`, DOCKER_AUTH_CONFIG: 'broken' },
    });
    const login = { kind: 'password', username: 'me', password: SECRET, from: 'NOTARY_AUTH' };
    expect(await findLogin(gunOf('reg.io/a'), sources)).toEqual(login);
    expect(await findLogin(null, sources)).toEqual(login);
    expect(asked).toEqual([]);
  });

  it.each([
    ['not-base64', SECRET],
    ['not-base64', Buffer.from([0xff, 0x3a]).toString('base64')],
    ['no-colon', base64(SECRET)],
    ['no-username', base64(`:${SECRET}`)],
    ['no-password', base64('me: ')],
  ])('is refused, not passed over, when it has %s', async (reason, value) => {
    expect(await refusal('reg.io/a', { config, variables: { NOTARY_AUTH: value } })).toMatchObject(
      dockerError('login-variable-invalid', { variable: 'NOTARY_AUTH', reason }),
    );
  });
});
