import { describe, expect, it } from 'vitest';
import type { AppError } from '../../source/base/index.ts';
import { safeText } from '../../source/base/index.ts';
import { DockerError } from '../../source/docker/index.ts';
import { NotaryError, type SignIn, type SignInReason } from '../../source/notary/index.ts';
import {
  asGun,
  type Examination,
  type FindingCode,
  type Gun,
  type ServerChoice,
} from '../../source/operations/index.ts';
import { TrustDirError } from '../../source/trust-dir/index.ts';
import { unreachable } from '../operations/support/fakes.ts';
import { worldOf } from '../operations/support/test-updates.ts';
import { NOW, TestRepository } from '../support/repository-builder.ts';
import { codesIn, examined, findingIn, fixIn, textsOf } from './support/examined.ts';

const GUN = asGun('registry.example.com:5000/team/app') as Gun;
const server = 'https://notary.example.com:4443';
const NAMED: ServerChoice = { url: server, reason: 'environment' };
const REGISTRY: ServerChoice = { url: 'https://registry.example.com:5000', reason: 'registry-host' };
const HUB: ServerChoice = { url: 'https://notary.docker.io', reason: 'docker-hub-default' };

/** A repository of which nothing could be read, and nothing was ever read before. */
function refused(error: AppError, asked: ServerChoice | null = NAMED, gun = GUN): Examination {
  return {
    gun,
    facts: null,
    server: asked,
    error,
    localKeys: [],
    staged: [],
    clockAhead: null,
    seenBefore: false,
    now: NOW,
  };
}

const untrusted = (reason: 'unknown-issuer' | 'expired' | 'wrong-host', lookedIn: readonly string[]) =>
  new NotaryError('tls-untrusted', {
    server,
    reason,
    tlsCode: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    chain: [
      {
        subject: safeText('CN=notary.example.com'),
        issuer: safeText('CN=Example CA'),
        notBefore: new Date('2026-01-01T00:00:00Z'),
        notAfter: new Date('2027-01-01T00:00:00Z'),
      },
    ],
    lookedIn,
  });
const tlsFailed = (reason: 'not-tls' | 'client-certificate-required') =>
  new NotaryError('tls-failed', { server, reason, tlsCode: 'ERR_SSL_WRONG_VERSION_NUMBER' });
const html = () => new NotaryError('not-a-notary-server', { server, status: 200, reason: 'html' });
const failing = () =>
  new NotaryError('server-error', { server, status: 503, message: null, retryAfterMs: null });
const anonymous = () =>
  new NotaryError('authentication-required', {
    server,
    scheme: 'bearer',
    realm: safeText('https://auth.example.com'),
  });
const forbidden = (by = server) =>
  new NotaryError('not-authorised', {
    server: by,
    status: 401,
    message: safeText('authentication required'),
  });

const signedIn = (reason: SignInReason, more: Partial<SignIn> = {}) => {
  const signIn: SignIn = {
    reason,
    user: safeText('ann'),
    from: safeText('~/.docker/config.json'),
    asked: safeText('repository:registry.example.com/team/app:push,pull'),
    granted: [],
    ...more,
  };
  return new NotaryError('not-authorised', { server, status: 401, message: null, signIn });
};

describe('what stands between people and their server', () => {
  it.each<readonly [string, AppError, ServerChoice | null, FindingCode]>([
    ['a refused connection', unreachable(server), NAMED, 'server-unreachable'],
    [
      'a slow answer',
      new NotaryError('too-slow', { server, phase: 'total', milliseconds: 60_000 }),
      NAMED,
      'server-unreachable',
    ],
    ['an unknown CA', untrusted('unknown-issuer', []), NAMED, 'tls-untrusted'],
    ['no TLS at a named server', tlsFailed('not-tls'), NAMED, 'tls-untrusted'],
    ['a client certificate', tlsFailed('client-certificate-required'), REGISTRY, 'tls-untrusted'],
    [
      'a CA file that is none',
      new DockerError('tls-file-invalid', { path: '/ca.crt', expected: 'certificate' }),
      null,
      'tls-untrusted',
    ],
    ['nobody signed in', anonymous(), NAMED, 'authentication-required'],
    ['a login that is not enough', forbidden(), NAMED, 'not-authorised'],
    ['a failing server', failing(), REGISTRY, 'server-failure'],
    ['a web page at a named server', html(), NAMED, 'server-failure'],
    ['a web page at the registry', html(), REGISTRY, 'server-not-configured'],
    ['no TLS at the registry', tlsFailed('not-tls'), REGISTRY, 'server-not-configured'],
    ['nobody at the registry', unreachable(REGISTRY.url), REGISTRY, 'server-not-configured'],
    ["nobody at Docker Hub's", unreachable(HUB.url), HUB, 'server-not-configured'],
    [
      'a trust server without https',
      new DockerError('trust-server-not-https', {
        variable: 'DOCKER_CONTENT_TRUST_SERVER',
        value: safeText('notary.example.com'),
      }),
      null,
      'server-not-configured',
    ],
    [
      'a token service that gives no token',
      new NotaryError('token-service-failed', { server, reason: 'no-token', status: 200 }),
      NAMED,
      'server-failure',
    ],
  ])('is found as one error with something to do about it: %s', async (_, error, asked, code) => {
    const examination = refused(error, asked);
    expect(codesIn(examination)).toEqual([code]);
    const finding = findingIn(examination, code);
    expect(finding.level).toBe('error');
    expect(finding.meaning.pulls).not.toBeNull();
    expect(textsOf(finding).some((text) => text.startsWith('docker and notary print:'))).toBe(true);
    const fix = await fixIn(examination, code);
    expect(fix).toMatchObject({ automatic: false, ways: [{ here: false, action: { kind: 'outside' } }] });
    expect(fix.ways[0]?.steps.length).toBeGreaterThan(0);
  });

  it('is silent when the server answers', async () => {
    expect(codesIn(await examined(new TestRepository().publish()))).toEqual([]);
  });

  it('says which server was asked, and why that one', () => {
    expect(textsOf(findingIn(refused(failing()), 'server-failure'))).toContain(
      `asked ${server}, as DOCKER_CONTENT_TRUST_SERVER says, which holds for every registry`,
    );
    expect(textsOf(findingIn(refused(forbidden(), REGISTRY), 'not-authorised'))).toContain(
      "asked https://registry.example.com:5000, the registry's own host, as no Notary server is named",
    );
  });

  it('says how old what is shown is, and until when it counts', async () => {
    const repository = new TestRepository().publish();
    const world = worldOf(repository);
    await world.open();
    world.cache.savedAt = new Date(NOW.getTime() - 3 * 60 * 60 * 1000);
    world.remote.answer = () => Promise.reject(unreachable());
    const examination = await examined(repository, { world });
    expect(codesIn(examination)).toEqual(['server-unreachable']);
    const finding = findingIn(examination, 'server-unreachable');
    expect(finding.summary).toBe(
      'https://notary.example.com cannot be reached; what is shown was verified 3 hours ago',
    );
    expect(finding.at).toEqual(world.cache.savedAt);
    expect(textsOf(finding)).toContain(
      'the timestamp on this machine is version 1 and counts until 2026-12-07 12:00:00 UTC',
    );
  });

  it('blames the server, not an attack, when the copy on this machine ends while it is away', async () => {
    const repository = new TestRepository().publish();
    const world = worldOf(repository);
    await world.open();
    world.remote.answer = () => Promise.reject(unreachable());
    const now = new Date(repository.timestamp.expires.getTime() + 1);
    expect(codesIn(await examined(repository, { world, now }))).toEqual(['server-unreachable']);
  });

  it('does not doubt the registry that has answered as a Notary server before', async () => {
    const repository = new TestRepository().publish();
    const world = worldOf(repository);
    await world.open();
    const examination = {
      ...(await examined(repository, { world })),
      server: REGISTRY,
      error: unreachable(REGISTRY.url),
    };
    expect(codesIn(examination)).toEqual(['server-unreachable']);
  });
});

describe('what to do about a server', () => {
  it('names the folder that docker reads its CA from, and the chain that was shown', async () => {
    const folder = '/home/ann/.docker/tls/notary.example.com:4443';
    const examination = refused(untrusted('unknown-issuer', [folder]));
    expect(textsOf(findingIn(examination, 'tls-untrusted'))).toEqual(
      expect.arrayContaining([
        'certificate 1 of the server is for CN=notary.example.com, issued by CN=Example CA, from 2026-01-01 00:00:00 UTC until 2027-01-01 00:00:00 UTC',
        `looked for CA certificates in ${folder}`,
      ]),
    );
    const { ways } = await fixIn(examination, 'tls-untrusted');
    expect(ways[0]?.steps.join('\n')).toContain(`Put it as ca.crt into ${folder}`);
    expect(ways[0]?.commands[0]?.line).toBe(`trustdeck --tlscacert ca.crt doctor ${GUN}`);
  });

  it('says why docker gets along where the registry is on this machine', () => {
    const texts = (gun: string) =>
      textsOf(findingIn(refused(untrusted('unknown-issuer', []), NAMED, asGun(gun) as Gun), 'tls-untrusted'));
    const why = expect.stringContaining('docker does not check the certificate');
    expect(texts('127.0.0.1:5000/team/app')).toContainEqual(why);
    expect(texts('127.0.0.1.example.com/team/app')).not.toContainEqual(why);
  });

  it('names the one CA file that was asked where one was configured', async () => {
    const { ways } = await fixIn(refused(untrusted('unknown-issuer', ['/etc/ca.pem'])), 'tls-untrusted');
    expect(ways[0]?.steps.join('\n')).toContain('Put it into /etc/ca.pem, which is the only place');
  });

  it.each(['expired', 'wrong-host'] as const)(
    'sends nobody for a CA file when the certificate is %s',
    async (reason) => {
      const { ways } = await fixIn(refused(untrusted(reason, ['/etc/ca.pem'])), 'tls-untrusted');
      expect(ways[0]?.steps.join('\n')).not.toContain('ca.crt');
      expect(ways[0]?.commands.map(({ line }) => line).join()).not.toContain('--tlscacert');
    },
  );

  it('signs in to the registry of the image, under which logins are looked up', async () => {
    const { ways } = await fixIn(refused(anonymous()), 'authentication-required');
    expect(ways[0]?.commands[0]).toEqual({ tool: 'docker', line: 'docker login registry.example.com:5000' });
    const hub = refused(anonymous(), HUB, asGun('docker.io/ann/app') as Gun);
    const login = (await fixIn(hub, 'authentication-required')).ways[0]?.commands[0];
    expect(login).toEqual({ tool: 'docker', line: 'docker login' });
  });

  it('tells a refused login from a right that is missing', async () => {
    const wrongPassword = await fixIn(refused(forbidden('https://auth.example.com')), 'not-authorised');
    expect(wrongPassword.ways[0]?.steps[0]).toContain('The login for registry.example.com:5000 is refused');
    const noRight = await fixIn(refused(forbidden()), 'not-authorised');
    expect(noRight.ways[0]?.steps[0]).toContain('Check the name of the repository');
  });

  it('shows who asked, for what, and what was granted', () => {
    const evidence = (error: AppError) => textsOf(findingIn(refused(error), 'not-authorised'));
    const asked = 'asked for repository:registry.example.com/team/app:push,pull';
    const who = 'signed in as ann, with the login from ~/.docker/config.json';
    expect(evidence(signedIn('not-permitted'))).toEqual(
      expect.arrayContaining([who, asked, 'granted nothing']),
    );
    const some = [safeText('repository:a:pull'), safeText('repository:b:pull')];
    expect(evidence(signedIn('not-permitted', { granted: some }))).toContain(
      'granted repository:a:pull repository:b:pull',
    );
    const opaque = evidence(signedIn('unknown', { granted: null, from: null, user: null }));
    expect(opaque).toContain('asked without a login');
    expect(opaque.join()).not.toContain('granted');
    expect(evidence(signedIn('identity-token-refused', { user: null }))).toContain(
      'signed in as nobody by name, with the login from ~/.docker/config.json',
    );
    expect(evidence(forbidden()).join()).not.toContain('signed in');
  });

  it('does not say that no login was found where it is of the wrong kind', () => {
    const signIn = signedIn('login-not-usable').detail.signIn as SignIn;
    const error = new NotaryError('authentication-required', {
      server,
      scheme: 'basic',
      realm: null,
      signIn,
    });
    const texts = textsOf(findingIn(refused(error), 'authentication-required')).join('\n');
    expect(texts).toContain('is an identity token, and a password is wanted there');
    expect(texts).not.toContain('no login was found');
  });

  it.each([
    ['wrong-password', 'The login for registry.example.com:5000 is refused'],
    ['identity-token-refused', 'The login for registry.example.com:5000 is refused'],
    ['not-permitted', 'Check the name of the repository'],
    ['token-not-accepted', 'Compare the clocks'],
    ['unknown', 'Check the name of the repository'],
  ] as const)('goes by what the protocol tells: %s', async (reason, step) => {
    const { ways } = await fixIn(refused(signedIn(reason)), 'not-authorised');
    expect(ways[0]?.steps[0]).toContain(step);
  });

  it('shows a command line that no name can break out of', async () => {
    const gun = asGun("registry.example.com/$(id)';x") as Gun;
    const { ways } = await fixIn(refused(failing(), NAMED, gun), 'server-failure');
    expect(ways[0]?.commands[0]?.line).toBe(`trustdeck doctor 'registry.example.com/$(id)'\\'';x'`);
  });

  it('makes what is broken on this machine a matter of trust, not of the server', () => {
    const error = new TrustDirError('unreadable', { path: '/trust/tuf/x/root.json', systemCode: 'EACCES' });
    expect(codesIn(refused(error))).toEqual(['repository-not-trusted']);
  });
});
