import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOCTOR_DOCUMENT, OTHER } from './support/doctor-story.ts';
import { Shell } from './support/run.ts';
import { APP, SandboxStory } from './support/sandbox-story.ts';
import { startServer } from './support/test-server.ts';
import { types } from './support/typist.ts';

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
    const document = v.parse(DOCTOR_DOCUMENT, json());
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
    const { repositories } = v.parse(DOCTOR_DOCUMENT, asData.json());
    expect(repositories.map((one) => one.findings.map((each) => each.code))).toEqual(
      names.map(() => ['server-unreachable']),
    );
    await server.close();
    shell.dispose();
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
    const { machine } = v.parse(DOCTOR_DOCUMENT, (await story.run(['doctor', ...names, '--json'])).json());
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
