import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { on, startFaultProxy } from '../support/fault-proxy.ts';
import { findings } from './doctor/support/doctor.ts';
import { digestOf, type RealClients } from './support/real-clients.ts';
import { realToolsMissing } from './support/real-tools.ts';
import type { RunResult } from './support/run.ts';
import {
  ALICE,
  base64,
  configure,
  encodedLogin,
  filesBelow,
  type GuardedWorld,
  notaryAs,
  PAUL,
  readHelperNotes,
  signIn,
  startGuardedWorld,
  writeHelper,
} from './support/sign-in.ts';
import { trustdeck } from './support/trustdeck.ts';

const REFUSED = 4;
/** What a helper calls an identity token in the place of a user's name (facts 7.3). */
const TOKEN_USER = '<token>';

interface Way {
  readonly title: string;
  /** Signs alice in; what the environment needs for it. */
  signIn(clients: RealClients): Promise<Readonly<Record<string, string>>>;
  /** docker knows it too; otherwise only notary does. */
  readonly docker: boolean;
  readonly helper?: string;
}

const WAYS: readonly Way[] = [
  {
    title: 'auths of config.json',
    docker: true,
    signIn: async (clients) => {
      await signIn(clients, ALICE);
      return {};
    },
  },
  {
    title: 'an identity token in config.json',
    docker: true,
    signIn: async (clients) => {
      const auth = { auth: base64(`${ALICE.name}:`), identitytoken: ALICE.identityToken };
      await configure(clients, { auths: { [clients.server.authority]: auth } });
      return {};
    },
  },
  {
    title: 'the helper of credsStore',
    docker: true,
    helper: 'store',
    signIn: async (clients) => {
      await configure(clients, { credsStore: 'store' });
      return { PATH: await writeHelper(clients, 'store', { Username: ALICE.name, Secret: ALICE.password }) };
    },
  },
  {
    title: 'an identity token of a helper of credHelpers',
    docker: true,
    helper: 'own',
    signIn: async (clients) => {
      await configure(clients, { credsStore: 'missing', credHelpers: { [clients.server.authority]: 'own' } });
      return {
        PATH: await writeHelper(clients, 'own', { Username: TOKEN_USER, Secret: ALICE.identityToken }),
      };
    },
  },
  {
    title: 'DOCKER_AUTH_CONFIG, which docker knows since 28.3',
    docker: false,
    signIn: async ({ server }) => ({
      DOCKER_AUTH_CONFIG: JSON.stringify({ auths: { [server.authority]: { auth: encodedLogin(ALICE) } } }),
    }),
  },
  { title: 'NOTARY_AUTH', docker: false, signIn: async () => ({ NOTARY_AUTH: encodedLogin(ALICE) }) },
];

const missing = realToolsMissing();
const heading = `signing in to notary-server${missing === null ? '' : ` (not run: ${missing})`}`;

describe.skipIf(missing !== null)(heading, () => {
  let opened: GuardedWorld | null = null;

  beforeAll(async () => {
    opened = await startGuardedWorld();
  });
  afterAll(async () => {
    await opened?.close();
  });

  function world(): GuardedWorld {
    if (opened === null) {
      throw new Error('the servers are only there while tests run');
    }
    return opened;
  }

  const gunOf = (name: string) => `${world().server.authority}/sign-in/${name}`;

  /** A repository of alice's with the tag v1, signed by jeff, whose key is here. She is signed in no longer. */
  async function made(name: string): Promise<{ readonly clients: RealClients; readonly gun: string }> {
    const clients = await world().clients(name);
    const gun = gunOf(name);
    await signIn(clients, ALICE);
    await clients.newSigner(gun, 'jeff');
    const tag = ['addhash', gun, 'v1', '1234', '--sha256', digestOf('v1')];
    await notaryAs(clients, ALICE, [...tag, '-r', 'targets/releases', '-r', 'targets/jeff', '-p']);
    await configure(clients, {});
    return { clients, gun };
  }

  function requests(from: number): readonly string[] {
    return world()
      .tokens.requests.slice(from)
      .map(({ user, scope }) => `${user ?? 'nobody'} ${scope}`);
  }

  function refusal({ exitCode, stdout, stderr }: RunResult): string {
    expect(exitCode, `${stdout}${stderr}`).toBe(REFUSED);
    return `${stdout}${stderr}`;
  }

  it.each(WAYS)('reads and changes with $title', async ({ signIn: signAliceIn, docker, helper }) => {
    const clients = await world().clients(`way-${helper ?? String(world().tokens.requests.length)}`);
    const gun = `${world().server.authority}/ways/${String(world().tokens.requests.length)}`;
    const env = await signAliceIn(clients);
    const key = await clients.generateKey('jeff');
    const commands = [
      ['signer', 'add', 'jeff', gun, '--key', key, '-y'],
      ['sign', `${gun}:v1`, '--digest', `sha256:${digestOf('v1')}`, '--size', '1234', '-y'],
      ['witness', gun, 'targets/releases', '-y'],
      rotateSnapshot(gun),
      ['inspect', `${gun}:v1`],
      ['doctor', gun],
    ];
    for (const command of commands) {
      const { exitCode, stdout, stderr } = await trustdeck(clients, command, { env });
      expect(exitCode, `${command.join(' ')}: ${stdout}${stderr}`).toBe(0);
    }
    const scopes = new Set(requests(0).filter((line) => line.includes(gun)));
    expect([...scopes].toSorted()).toEqual(
      ['*', 'pull', 'push,pull'].map((actions) => `alice repository:${gun}:${actions}`),
    );
    await clients.forget(gun);
    const theirs = docker
      ? await clients.docker(['inspect', gun], env)
      : await notaryAs(clients, ALICE, ['list', gun]);
    expect(theirs.stdout).toContain(docker ? '"SignedTag": "v1"' : digestOf('v1'));
    if (helper !== undefined) {
      const calls = (await readHelperNotes(clients, helper)).trim().split('\n');
      expect(new Set(calls)).toEqual(new Set([`get|${clients.server.authority}`]));
    }
  });

  it('says that nobody is signed in, and how to sign in', async () => {
    const { clients, gun } = await made('nobody');
    const reader = await clients.colleague('reader');
    const said = refusal(await trustdeck(reader, ['inspect', gun]));
    expect(said).toContain('docker login');
    const found = await findings(reader, [gun]);
    expect(found.map(({ code }) => code)).toEqual(['authentication-required']);
    const lines = found[0]?.fix?.ways.flatMap(({ commands }) => commands.map(({ line }) => line));
    expect(lines).toContain(`docker login ${reader.server.authority}`);
    const theirs = [await reader.docker(['inspect', gun]), await notaryAs(reader, null, ['list', gun])];
    expect(theirs.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
  });

  it('names a credential helper that is missing', async () => {
    const { clients, gun } = await made('no-helper');
    const reader = await clients.colleague('reader');
    await configure(reader, { credsStore: 'missing' });
    const { exitCode, stderr } = await trustdeck(reader, ['inspect', gun]);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('docker-credential-missing');
    const found = await findings(reader, [gun]);
    expect(found.map(({ code }) => code)).toEqual(['authentication-required']);
    expect(JSON.stringify(found)).toContain('docker-credential-missing');
  });

  it('lists what the changefeed names to whoever may read it', async () => {
    const { clients, gun } = await made('changefeed');
    const reader = await clients.colleague('reader');
    const env = { NOTARY_AUTH: encodedLogin(ALICE) };
    const { stdout } = await trustdeck(reader, ['repo', 'list'], { env });
    expect(stdout).toContain(gun);
    const refused = await trustdeck(reader, ['repo', 'list']);
    expect(`${refused.stdout}${refused.stderr}`).not.toContain(gun);
    expect(refused.stderr).toContain("The server's repositories are not listed");
  });

  it('says that a password is wrong', async () => {
    const { clients, gun } = await made('wrong');
    const reader = await clients.colleague('reader');
    await signIn(reader, WRONG);
    const said = refusal(await trustdeck(reader, ['inspect', gun]));
    expect(said).toContain(ALICE.name);
    expect(said).not.toContain(WRONG.password);
    const theirs = [await reader.docker(['inspect', gun]), await notaryAs(reader, WRONG, ['list', gun])];
    expect(theirs.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
  });

  it('lets whoever may only pull read, and changes nothing for them', async () => {
    const { clients, gun } = await made('pull-only');
    await signIn(clients, PAUL);
    expect((await trustdeck(clients, ['inspect', `${gun}:v1`])).exitCode).toBe(0);
    const before = await notaryAs(clients, ALICE, ['list', gun]);
    const sign = ['sign', `${gun}:v2`, '--digest', `sha256:${digestOf('v2')}`, '--size', '5', '-y'];
    const said = refusal(await trustdeck(clients, sign));
    expect(said).toContain(`paul (from ${join(clients.configDir, 'config.json')})`);
    expect(said).toContain(`asked for repository:${gun}:push,pull, granted repository:${gun}:pull.`);
    const theirs = await notaryAs(clients, PAUL, [
      'addhash',
      gun,
      'v2',
      '5',
      '--sha256',
      digestOf('v2'),
      '-p',
    ]);
    expect(`${theirs.stdout}${theirs.stderr}`).toContain('you are not authorized to perform this operation');
    expect((await notaryAs(clients, ALICE, ['list', gun])).stdout).toBe(before.stdout);
    expect(before.stdout).not.toContain('v2');
  });

  it('writes no password and no token anywhere', async () => {
    const { clients, gun } = await made('secrets');
    const written = new Map<string, string>();
    const noteFiles = async (when: string) => {
      for (const folder of [clients.trustDir, join(clients.workDir, 'config')]) {
        for (const [path, text] of await filesBelow(folder)) {
          written.set(`${when}: ${path}`, text);
        }
      }
    };
    const { url, caFile } = clients.server;
    const proxy = await startFaultProxy({
      upstream: url,
      ca: await readFile(caFile, 'utf8'),
      // The journal is there only as long as something is being published.
      programme: on('POST', { kind: 'wait', before: 'request', until: () => noteFiles('while publishing') }),
    });
    onTestFinished(() => proxy.close());
    for (const { env, config } of await differentLogins(clients)) {
      await configure(clients, config);
      for (const command of commandsOn(gun)) {
        const args = [...command, '--debug', '--server', proxy.url];
        const { stdout, stderr } = await trustdeck(clients, args, { env });
        written.set(`${JSON.stringify(config)} ${args.join(' ')}`, `${stdout}${stderr}`);
      }
    }
    await noteFiles('afterwards');
    written.set('arguments of the helper', await readHelperNotes(clients, 'store'));
    for (const place of ['/journal/', '/config/', '/root.json', 'arguments of the helper']) {
      expect(
        [...written.keys()].some((where) => where.includes(place)),
        place,
      ).toBe(true);
    }
    const secrets = [...MARKED, ...world().tokens.issued];
    expect(secrets.length).toBeGreaterThan(MARKED.length + commandsOn(gun).length);
    const told = [...written].filter(([, text]) => secrets.some((secret) => text.includes(secret)));
    expect(told.map(([where]) => where)).toEqual([]);
  });
});

const WRONG = { name: ALICE.name, password: 'marked-wrong-password' };

/** Secrets as they are, and as they are sent. */
const MARKED: readonly string[] = [
  'marked-',
  ...[ALICE, PAUL, WRONG].map(encodedLogin),
  base64(ALICE.identityToken),
  base64(`${TOKEN_USER}:${ALICE.identityToken}`),
];

/** One that may do everything, one that may read, one that is wrong, and an identity token of a helper. */
async function differentLogins(clients: RealClients) {
  const answer = { Username: TOKEN_USER, Secret: ALICE.identityToken };
  return [
    ...[ALICE, PAUL, WRONG].map((user) => ({ env: { NOTARY_AUTH: encodedLogin(user) }, config: {} })),
    { env: { PATH: await writeHelper(clients, 'store', answer) }, config: { credsStore: 'store' } },
  ];
}

/** Wants every right on the repository (facts 7.1). */
function rotateSnapshot(gun: string): readonly string[] {
  const risk = ['--accept-risk', 'root-rotation'];
  return ['key', 'rotate', gun, '--role', 'snapshot', '--server-managed', '-y', ...risk];
}

function commandsOn(gun: string): readonly (readonly string[])[] {
  return [
    ['inspect', gun],
    ['sign', `${gun}:v3`, '--digest', `sha256:${digestOf('v3')}`, '--size', '5', '-y'],
    rotateSnapshot(gun),
    ['doctor', gun, '--json'],
    ['repo', 'add', gun],
  ];
}
