import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Shell } from './support/run.ts';
import { APP, SandboxStory } from './support/sandbox-story.ts';
import { startServer } from './support/test-server.ts';
import { secretly, types } from './support/typist.ts';

const OTHER = 'registry.example.com/team/other';

/** What docs/json.md promises, to the member. */
const text = v.string();
const nullable = v.nullable(text);
const command = v.strictObject({ tool: v.picklist(['trustdeck', 'notary', 'docker']), line: text });
const key = v.strictObject({ id: text, tufId: text, algorithm: text, owner: nullable, place: text });
const finding = v.strictObject({
  code: text,
  level: v.picklist(['error', 'warning', 'notice']),
  role: nullable,
  summary: text,
  meaning: text,
  pulls: nullable,
  signs: nullable,
  evidence: v.array(
    v.strictObject({
      text,
      role: nullable,
      version: v.nullable(v.number()),
      keyId: nullable,
      owner: nullable,
      at: nullable,
    }),
  ),
  subjects: v.array(text),
  at: nullable,
  fix: v.nullable(
    v.strictObject({
      operation: text,
      command: nullable,
      automatic: v.boolean(),
      label: text,
      judgement: nullable,
      ways: v.array(
        v.strictObject({
          id: text,
          label: text,
          operation: text,
          here: v.boolean(),
          who: v.array(key),
          commands: v.array(command),
          steps: v.array(text),
          hindrance: nullable,
        }),
      ),
    }),
  ),
});
const findings = v.array(finding);
const DOCUMENT = v.strictObject({
  repositories: v.array(v.strictObject({ gun: text, level: text, findings })),
  machine: v.strictObject({ findings }),
});
const fixed = {
  findings,
  fixes: v.array(
    v.strictObject({
      code: text,
      role: nullable,
      subjects: v.array(text),
      way: text,
      operation: text,
      plan: v.nullable(v.looseObject({ outcome: text })),
      result: text,
      verified: v.boolean(),
      error: v.nullable(v.strictObject({ code: text, message: text, why: text, next: text })),
    }),
  ),
  remaining: findings,
};
const FIX_DOCUMENT = v.strictObject({
  repositories: v.array(v.strictObject({ gun: text, ...fixed })),
  machine: v.strictObject(fixed),
});

/** As `docker trust signer remove` of the last signer leaves it. */
async function breakReleases(story: SandboxStory): Promise<void> {
  const roles = (await story.done(['delegation', 'list', APP, '--json'])).json() as {
    role: string;
    keys: { id: string }[];
  }[];
  const ids = roles.find(({ role }) => role === 'targets/releases')?.keys.map(({ id }) => id) ?? [];
  await story.done([
    ...['delegation', 'remove', APP, 'targets/releases', ...ids, '--yes'],
    ...['--accept-risk', 'releases-unusable', '--accept-risk', 'last-signer'],
  ]);
}

describe('doctor, of a repository', () => {
  let story: SandboxStory;

  beforeAll(async () => {
    story = await SandboxStory.start();
    await story.done(['key', 'generate', 'jeff', '--dir', '.']);
    await story.done(['signer', 'add', 'jeff', APP, OTHER, '--key', 'jeff.pub', '--yes']);
    await story.done(['key', 'backup', '--output', 'backup.pem']);
  });
  afterAll(() => story.close());

  it('needs one line when nothing is wrong, and ends with 0', async () => {
    const { code, stdout, stderr } = await story.run(['doctor', APP]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`ok ${APP}\n`);
  });

  it('looks at every known repository without arguments', async () => {
    const { code, stdout } = await story.run(['doctor']);
    expect(code).toBe(0);
    expect(stdout).toContain(`ok ${APP}\nok ${OTHER}\n`);
  });

  it('finds out why a repository cannot be opened, and ends with 3', async () => {
    const { code, stdout, stderr } = await story.run(['doctor', 'registry.example.com/none', APP]);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).toMatch(/^registry\.example\.com\/none: 1 error\n/);
    expect(stdout).toContain('(repository-not-initialised)');
    expect(stdout).toContain(`\nok ${APP}\n`);
    expect(stdout).toMatch(/\n1 error in 1 of 2 repositories; .*\n$/);
  });

  it('prints one document that is as documented', async () => {
    const { code, stderr, json } = await story.run(['doctor', '--json', APP, 'registry.example.com/none']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    const document = v.parse(DOCUMENT, json());
    expect(document.repositories.map(({ gun, level }) => [gun, level])).toEqual([
      [APP, 'ok'],
      ['registry.example.com/none', 'error'],
    ]);
    expect(document.repositories[1]?.findings[0]).toMatchObject({
      code: 'repository-not-initialised',
      fix: { operation: 'init', command: 'trustdeck init registry.example.com/none' },
    });
  });

  it.each([
    [['doctor', 'NO NAME'], 'is no image name'],
    [['doctor', `${APP}:v1`], 'names a tag'],
    [['doctor', APP, '--yes'], '--yes goes with --fix'],
    [['doctor', APP, '--dry-run'], '--dry-run goes with --fix'],
    [['doctor', APP, '--explain', 'x'], 'do not go together'],
    [['doctor', APP, '--fix'], 'There is nobody to ask'],
  ])('refuses %j as a wrong command line', async (argv, words) => {
    const { code, stdout, stderr } = await story.run(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  it('says with --quiet only what is wrong', async () => {
    expect(await story.run(['doctor', APP, '--quiet'])).toMatchObject({ code: 0, stdout: '' });
    const { stdout } = await story.run(['doctor', APP, 'registry.example.com/none', '--quiet']);
    expect(stdout).not.toContain(`ok ${APP}`);
    expect(stdout).toContain('(repository-not-initialised)');
  });

  it('is as wide as the terminal, in colours unless they are not wanted', async () => {
    const ESC = String.fromCharCode(27);
    const argv = ['doctor', 'registry.example.com/none'];
    const { stdout } = await story.run(argv, { columns: 80 });
    expect(stdout).toContain(`${ESC}[31m`);
    for (const plain of [
      await story.run([...argv, '--no-color'], { columns: 80 }),
      await story.run(argv, { columns: 80, env: { NO_COLOR: '1' } }),
    ]) {
      expect(plain.stdout).not.toContain(ESC);
      const wide = plain.stdout.split('\n').filter((line) => line.length > 80);
      expect(wide.filter((line) => !/^ +(?:trustdeck|docker|notary) /.test(line))).toEqual([]);
    }
    expect((await story.run(argv)).stdout).not.toContain(ESC);
  });

  it('ends with 130 when it is interrupted', async () => {
    const { code } = await story.run(['doctor', APP], { signal: AbortSignal.abort() });
    expect(code).toBe(130);
  });
});

describe('doctor, without a repository or a server', () => {
  it('says so when nothing is known yet', async () => {
    const shell = new Shell();
    const { code, stdout } = await shell.run(['doctor']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'No repositories yet. Name one: trustdeck doctor REPO.\n',
    });
    expect((await shell.run(['doctor', '--json'])).json()).toEqual({
      repositories: [],
      machine: { findings: [] },
    });
    shell.dispose();
  });

  it('tells once of a server that is away, whoever is on it', async () => {
    const shell = new Shell();
    const server = await startServer((request) => request.socket.destroy());
    const names = Array.from({ length: 40 }, (_, index) => `registry.example.com/repository-${index}`);
    const { code, stdout } = await shell.run(['doctor', ...names, '--server', server.url]);
    expect(code).toBe(3);
    expect(stdout.match(/\(server-unreachable\)/g)).toHaveLength(1);
    expect(stdout.match(/repository-\d+\n/g)?.length).toBeGreaterThanOrEqual(40);
    // Those that were asked at once did not know of each other; nobody after them asked.
    expect(server.requests.length).toBeLessThan(names.length);
    const asData = await shell.run(['doctor', ...names, '--json', '--server', server.url]);
    const { repositories } = v.parse(DOCUMENT, asData.json());
    expect(repositories.map((one) => one.findings.map((each) => each.code))).toEqual(
      names.map(() => ['server-unreachable']),
    );
    await server.close();
    shell.dispose();
  });
});

describe('doctor --fix', () => {
  let story: SandboxStory;

  beforeAll(async () => {
    story = await SandboxStory.start();
    await story.done(['key', 'generate', 'jeff', '--dir', '.']);
    await story.done(['signer', 'add', 'jeff', APP, '--key', 'jeff.pub', '--yes']);
    await story.done(['key', 'backup', '--output', 'backup.pem']);
  });
  afterAll(() => story.close());

  async function errors(): Promise<readonly string[]> {
    const { repositories } = v.parse(DOCUMENT, (await story.run(['doctor', APP, '--json'])).json());
    return repositories.flatMap((one) =>
      one.findings.filter(({ level }) => level === 'error').map(({ code }) => code),
    );
  }

  it('shows with --dry-run what it would do, and does nothing', async () => {
    await breakReleases(story);
    const { code, stdout, stderr } = await story.run(['doctor', APP, '--fix', '--dry-run']);
    expect({ code, stderr }).toEqual({ code: 3, stderr: '' });
    expect(stdout).toMatch(/releases-keys-below-threshold[\s\S]*\+ key {2}jeff [0-9a-f]{12} .* to releases/);
    expect(await errors()).toEqual(['releases-keys-below-threshold']);
  });

  it('leaves with --yes what somebody has to judge, and says with which command that is done', async () => {
    const { code, stdout, typist } = await story.run(['doctor', APP, '--fix', '--yes'], { answers: [] });
    expect(code).toBe(3);
    expect(stdout).toMatch(/trustdeck delegation add \S+ targets\/releases --key-id [0-9a-f]{64}/);
    expect(typist?.text).not.toContain('[y/N]');
    expect(await errors()).toEqual(['releases-keys-below-threshold']);
  });

  it('changes nothing when nobody agrees, and ends with 3', async () => {
    const { code, typist } = await story.run(['doctor', APP, '--fix'], { answers: [types('[y/N]', 'n')] });
    expect(code).toBe(3);
    expect(typist?.text).toContain('Nothing was changed.');
    expect(await errors()).toEqual(['releases-keys-below-threshold']);
  });

  it('tells with --json what was done until it was interrupted, and ends with 130', async () => {
    const stop = new AbortController();
    const { code, json } = await story.run(['doctor', APP, '--fix', '--json'], {
      signal: stop.signal,
      answers: [{ to: '[y/N]', keys: '', echoed: true, meanwhile: () => stop.abort() }],
    });
    expect(code).toBe(130);
    expect(json()).toMatchObject({ error: { code: 'interrupted' }, repositories: [{ gun: APP, fixes: [] }] });
  });

  it('puts right what is agreed to, verified, and says that nothing is left', async () => {
    const { code, json, typist } = await story.run(['doctor', APP, '--fix', '--json'], {
      answers: [types('[y/N]', 'y')],
    });
    const { repositories } = v.parse(FIX_DOCUMENT, json());
    expect(repositories[0]?.fixes).toMatchObject([
      {
        code: 'releases-keys-below-threshold',
        operation: 'delegation-add',
        plan: { outcome: 'ready' },
        result: 'published',
        verified: true,
        error: null,
      },
    ]);
    expect(repositories[0]?.findings[0]?.code).toBe('releases-keys-below-threshold');
    expect(repositories[0]?.remaining.filter(({ level }) => level === 'error')).toEqual([]);
    expect(typist?.left).toEqual([]);
    expect(code).toBe(0);
    expect(await errors()).toEqual([]);
  });

  it('makes key files readable to their owner alone, with --yes and without a question', async () => {
    const folder = join(story.shell.home, '.docker/trust/private');
    const files = readdirSync(folder).map((name) => join(folder, name));
    for (const file of files) {
      chmodSync(file, 0o644);
    }
    expect((await story.run(['doctor', APP])).code).toBe(3);
    const { code, stderr } = await story.run(['doctor', APP, '--fix', '--yes', '--quiet']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(files.map((file) => statSync(file).mode & 0o777)).toEqual(files.map(() => 0o600));
  });
});

describe('doctor, of the keys on this machine', () => {
  let story: SandboxStory;

  beforeAll(async () => {
    story = await SandboxStory.start();
    for (const name of ['jeff', 'ben']) {
      await story.done(['key', 'generate', name, '--dir', '.']);
    }
    await story.done(['signer', 'add', 'jeff', APP, '--key', 'jeff.pub', '--yes']);
  });
  afterAll(() => story.close());

  async function ofMachine(...names: readonly string[]): Promise<readonly string[]> {
    const { machine } = v.parse(DOCUMENT, (await story.run(['doctor', ...names, '--json'])).json());
    return machine.findings.map(({ code }) => code);
  }

  it('tells of a key without use only when it has seen all that is known', async () => {
    expect(await ofMachine()).toEqual(['root-key-not-backed-up', 'private-key-unused']);
    expect(await ofMachine(APP)).toEqual(['root-key-not-backed-up']);
    await story.done(['repo', 'add', OTHER]);
    expect(await ofMachine()).toEqual(['root-key-not-backed-up']);
    await story.done(['repo', 'forget', OTHER]);
  });

  it('tells nothing of keys of other repositories than those it is asked about', async () => {
    expect(await ofMachine('registry.example.com/none')).toEqual([]);
  });

  it('restores a root key from the backup that is named', async () => {
    const keys = (await story.done(['key', 'list', '--json'])).json() as { id: string; role: string }[];
    await story.done(['key', 'backup', '--output', 'backup.pem']);
    const root = keys.find(({ role }) => role === 'root')?.id ?? '';
    await story.done([
      'key',
      'remove',
      root,
      '--yes',
      '--accept-risk',
      'root-key',
      '--accept-risk',
      'key-in-use',
    ]);
    const { code, stdout, typist } = await story.run(['doctor', APP, '--fix'], {
      answers: [types('File with the backup', 'backup.pem'), types('Restore this key? [y/N]', 'y')],
    });
    expect(code).toBe(0);
    expect(stdout).toContain(`Restored 1 key.\nok ${APP}\n`);
    expect(typist?.left).toEqual([]);
    expect(await ofMachine(APP)).toEqual([]);
  });
});

describe('doctor --fix, of several findings', () => {
  it('asks for a passphrase once, and tells of each fix', async () => {
    const story = await SandboxStory.start();
    for (const name of ['jeff', 'ben']) {
      await story.done(['key', 'generate', name, '--dir', '.']);
      await story.done(['signer', 'add', name, APP, '--key', `${name}.pub`, '--yes']);
    }
    await story.done(['key', 'backup', '--output', 'backup.pem']);
    await breakReleases(story);
    const { code, stdout, typist } = await story.run(['doctor', APP, '--fix'], {
      env: {},
      answers: [
        types('Which way', '1'),
        types('[y/N]', 'y'),
        secretly('Enter passphrase for targets key', 'battery staple\r'),
        types('Let ben release? [y/N]', 'y'),
      ],
    });
    expect({ left: typist?.left, misplaced: typist?.misplaced }).toEqual({ left: [], misplaced: [] });
    expect(typist?.text.match(/Enter passphrase/g)).toHaveLength(1);
    expect(stdout.match(/^Successfully added to delegation role targets\/releases/gm)).toHaveLength(2);
    expect(code).toBe(0);
    await story.close();
  });

  it('denies nothing of what it has published when it is interrupted after that', async () => {
    const story = await SandboxStory.start();
    for (const name of ['jeff', 'ben']) {
      await story.done(['key', 'generate', name, '--dir', '.']);
      await story.done(['signer', 'add', name, APP, '--key', `${name}.pub`, '--yes']);
    }
    await breakReleases(story);
    const stop = new AbortController();
    const { code, stdout, typist } = await story.run(['doctor', APP, '--fix'], {
      signal: stop.signal,
      answers: [
        types('Which way', '1'),
        types('[y/N]', 'y'),
        { to: 'Let ben release? [y/N]', keys: '', echoed: true, meanwhile: () => stop.abort() },
      ],
    });
    expect(code).toBe(130);
    expect(stdout).toContain('Successfully added to delegation role targets/releases');
    expect(typist?.text).toContain('Fixes carried out before it: 1, which stay; failed: 0.');
    expect(typist?.text).not.toContain('nothing was changed');
    await story.close();
  });
});

describe('doctor --fix, of several repositories', () => {
  it('comes back to those before when keys were restored that they needed', async () => {
    const story = await SandboxStory.start();
    await story.done(['key', 'generate', 'jeff', '--dir', '.']);
    await story.done(['signer', 'add', 'jeff', APP, OTHER, '--key', 'jeff.pub', '--yes']);
    await breakReleases(story);
    await story.done(['key', 'backup', '--output', 'backup.pem']);
    const keys = (await story.done(['key', 'list', '--json'])).json() as {
      id: string;
      role: string;
      gun: string | null;
    }[];
    for (const { id } of keys.filter(
      ({ role, gun }) => role === 'root' || (role === 'targets' && gun === APP),
    )) {
      await story.done([
        'key',
        'remove',
        id,
        '--yes',
        '--accept-risk',
        'root-key',
        '--accept-risk',
        'key-in-use',
      ]);
    }
    const { code, stdout, typist } = await story.run(['doctor', APP, OTHER, '--fix'], {
      answers: [
        types('File with the backup', 'backup.pem'),
        types('Restore these 2 keys? [y/N]', 'y'),
        types('[y/N]', 'y'),
      ],
    });
    expect(typist?.left).toEqual([]);
    expect(stdout).toContain(`\nok ${APP}\nok ${OTHER}\n`);
    expect(code).toBe(0);
    await story.close();
  });
});

describe('doctor --explain', () => {
  const shell = new Shell();
  afterAll(() => shell.dispose());

  const MESSAGE =
    'role targets/releases has fewer keys than its threshold of 1; it will not be usable until keys are added to it';

  it('says what a message means, why it appears and what to do', async () => {
    const { code, stdout, stderr } = await shell.run(['doctor', '--explain', MESSAGE]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/\n {2}Why it appears:\n {4}1\. .+\n[\s\S]*\n {2}What to do:\n {4}1\. /);
    expect(stdout).toContain('releases-keys-below-threshold');
  });

  it.each([[['--explain']], [['--explain', '-']]])('reads what is piped in with %j', async (options) => {
    const input = `$ docker push app\nThe push refers to repository\n${MESSAGE}\n`;
    const { code, stdout } = await shell.run(['doctor', ...options], { input });
    expect(code).toBe(0);
    expect(stdout).toContain('releases-keys-below-threshold');
  });

  it('heads each explanation with the message as it was met, so that those of two roles can be told apart', async () => {
    const other = MESSAGE.replace('targets/releases', 'targets/jeff');
    const { stdout } = await shell.run(['doctor', '--explain'], { input: `${MESSAGE}\n${other}\n` });
    const headings = stdout.split('\n').filter((line) => line.startsWith('role '));
    expect(headings).toEqual([MESSAGE, other].map((text) => `${text}  (docker or notary)`));
  });

  it('takes several, and ends with 1 when one of them is not known', async () => {
    const { code, json } = await shell.run([
      'doctor',
      '--json',
      '--explain',
      MESSAGE,
      '--explain',
      'xyzzy plugh',
    ]);
    expect(code).toBe(1);
    expect(json()).toMatchObject({
      messages: [
        { message: MESSAGE, explanations: [{ tool: 'either', values: { count: '1' } }] },
        { message: 'xyzzy plugh', explanations: [] },
      ],
    });
    const told = await shell.run(['doctor', '--explain', 'xyzzy plugh']);
    expect(told).toMatchObject({ code: 1 });
    expect(told.stdout).toContain('Run trustdeck doctor REPO');
  });

  it.each([
    ['no input', {}],
    ['empty input', { input: ' \n' }],
    ['a terminal', { answers: [] }],
  ])('refuses to explain nothing: %s', async (_, options) => {
    const { code, stdout, stderr, typist } = await shell.run(['doctor', '--explain'], options);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(typist?.text ?? stderr).toContain('There is no message to explain');
  });

  it('draws nothing that a pasted message could steer a terminal with', async () => {
    const ESC = String.fromCharCode(27);
    const { stdout } = await shell.run(['doctor', '--explain', `xyzzy${ESC}[2J plugh`]);
    expect(stdout).not.toContain(ESC);
    expect(stdout).toContain('xyzzy\ufffd[2J plugh');
  });
});
