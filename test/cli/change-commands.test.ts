import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APP, PASSPHRASES, SandboxStory } from './support/sandbox-story.ts';
import { secretly, types } from './support/typist.ts';

interface Signer {
  readonly name: string;
  readonly inReleases: boolean;
  readonly keys: readonly { readonly id: string }[];
}

interface ResultDocument {
  readonly repositories: readonly {
    readonly gun: string;
    readonly plan: {
      readonly outcome: string;
      readonly roles: readonly { readonly role: string; readonly keysAdded: readonly unknown[] }[];
      readonly risks: readonly string[];
    } | null;
    readonly result: string;
    readonly verified: boolean;
    readonly error: { readonly code: string } | null;
  }[];
}

describe('commands that change trust', { timeout: 60_000 }, () => {
  let story: SandboxStory;
  beforeEach(async () => {
    story = await SandboxStory.start();
  });
  afterEach(() => story.close());

  const signers = async (gun = APP) =>
    (await story.done(['signer', 'list', gun, '--json'])).json() as readonly Signer[];
  const names = async () => (await signers()).map(({ name }) => name).sort();
  const addSigner = async (name: string, ...guns: readonly string[]) => {
    await story.done(['key', 'generate', name]);
    await story.done([
      'signer',
      'add',
      name,
      ...(guns.length === 0 ? [APP] : guns),
      '--key',
      `${name}.pub`,
      '-y',
    ]);
  };
  const privateKeys = () => readdirSync(join(story.shell.home, '.docker', 'trust', 'private')).length;
  /** As notary stages it (facts 8.4). */
  const stage = async (change: object, name: string) => {
    const folder = join(story.shell.home, '.docker', 'trust', 'tuf', APP, 'changelist');
    await mkdir(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.change`), JSON.stringify(change));
  };
  const stageTag = (tag: string, role: string) => {
    const hashes = { sha256: Buffer.alloc(32, tag).toString('base64') };
    const data = Buffer.from(JSON.stringify({ length: 100, hashes })).toString('base64');
    return stage(
      { action: 'create', role, type: 'target', path: tag, data },
      `${tag}-${role.replace('/', '-')}`,
    );
  };

  it('plans without touching anything with --dry-run', async () => {
    const planned = await story.run(['init', APP, '--dry-run']);
    expect(planned).toMatchObject({ code: 0, stderr: '' });
    expect(planned.stdout).toMatch(new RegExp(`^${APP}\\n\\nWhat changes`));
    expect((await story.run(['signer', 'list', APP])).code).toBe(1);
    const asData = (await story.done(['init', APP, '--dry-run', '--json'])).json() as ResultDocument;
    expect(asData.repositories).toEqual([
      expect.objectContaining({ gun: APP, result: 'planned', verified: false, error: null }),
    ]);
    expect(asData.repositories[0]?.plan?.roles.map(({ role }) => role)).toContain('root');
  });

  it('initialises, adds, rotates and removes in docker’s words', async () => {
    expect((await story.done(['init', APP, '-y'])).stdout).toBe(`Successfully initialized "${APP}"\n`);
    await story.done(['key', 'generate', 'jeff']);
    const added = await story.done(['signer', 'add', 'jeff', APP, '--key', 'jeff.pub', '-y']);
    expect(added.stdout).toBe(`Successfully added signer: jeff to ${APP}\n`);
    expect(added.stderr).toContain('jeff.pub is the public half of key');
    await addSigner('ben');
    const [before] = (await signers()).filter(({ name }) => name === 'jeff');
    const keys = privateKeys();
    const rotated = await story.done(['signer', 'rotate', 'jeff', APP, '-y', '--remove-old-key']);
    expect(rotated.stdout).toBe(`Successfully rotated the key of jeff in ${APP}\n`);
    expect(rotated.stderr).toContain(`Removed the retired private key ${before?.keys[0]?.id}`);
    expect(privateKeys()).toBe(keys);
    const [after] = (await signers()).filter(({ name }) => name === 'jeff');
    expect(after?.keys).toHaveLength(1);
    expect(after?.keys[0]?.id).not.toBe(before?.keys[0]?.id);
    const removed = await story.done(['signer', 'remove', 'jeff', APP, '-y']);
    expect(removed.stdout).toBe(`Successfully removed jeff from ${APP}\n`);
    expect(await names()).toEqual(['ben']);
  });

  it('says how to get the public half of a key that was made on the way, as it works', async () => {
    await addSigner('jeff');
    const { stderr } = await story.done(['signer', 'rotate', 'jeff', APP, '-y']);
    const [, command = ''] = /Its public half, for elsewhere: trustdeck ([^\n]+)\n/.exec(stderr) ?? [];
    await story.done(command.split(' '));
    const file = command.split(' ').at(-1) ?? '';
    await story.done(['signer', 'add', 'jeff', 'registry.example.com/other', '--key', file, '-y']);
    expect(await signers('registry.example.com/other')).toMatchObject([
      { keys: (await signers())[0]?.keys.map(({ id }) => ({ id })) },
    ]);
  });

  it('fails where keys that have to sign are elsewhere: nobody is told that a signer is gone who is not', async () => {
    await addSigner('jeff');
    await addSigner('ben');
    const keys = (await story.done(['key', 'list', '--json'])).json() as readonly {
      readonly role: string;
      readonly path: string;
    }[];
    rmSync(keys.find(({ role }) => role === 'targets')?.path ?? '');
    const dry = await story.done(['signer', 'remove', 'jeff', APP, '--dry-run']);
    expect(dry.stdout).toContain('What others have to do');
    const removed = await story.run(['signer', 'remove', 'jeff', APP, '-y', '--quiet']);
    expect(removed).toMatchObject({ code: 1, stdout: '' });
    expect(removed.stderr).toContain(
      `Error: Nothing was published to ${APP}\nWhy:   It has to be signed with`,
    );
    const rotated = await story.run(['signer', 'rotate', 'jeff', APP, '-y', '--json']);
    expect(rotated.code).toBe(1);
    expect((rotated.json() as ResultDocument).repositories).toMatchObject([
      {
        result: 'failed',
        verified: false,
        plan: { outcome: 'needs-others' },
        error: {
          code: 'signing-keys-elsewhere',
          next: expect.stringContaining('trustdeck key generate jeff'),
        },
      },
    ]);
    expect(await names()).toEqual(['ben', 'jeff']);
  });

  it('names the file in which there is no public key', async () => {
    writeFileSync(story.file('good.pub'), 'no key at all');
    const { code, stderr } = await story.run(['signer', 'add', 'jeff', APP, '--key', 'good.pub', '-y']);
    expect(code).toBe(1);
    expect(stderr).toContain('Error: good.pub: The public key cannot be read\n');
  });

  it('finds a rotation that is half done, and finishes it', async () => {
    await addSigner('jeff');
    await stageTag('v1', 'targets/releases');
    await stageTag('v1', 'targets/jeff');
    await story.done(['publish', APP, '-y']);
    const early = await story.run(['signer', 'rotate', 'jeff', APP, '--finish', '-y']);
    expect(early).toMatchObject({ code: 2 });
    expect(early.stderr).toContain(`No rotation of jeff is half done in ${APP}`);
    const [old] = (await signers()).flatMap(({ keys }) => keys);
    await story.done(['signer', 'rotate', 'jeff', APP, '--keep-old', '-y']);
    const [, next] = (await signers()).flatMap(({ keys }) => keys);
    expect((await story.done(['status', APP])).stderr).toContain(
      `The rotation of jeff is half done: the old key still counts. To take it out: trustdeck signer rotate jeff ${APP} --finish`,
    );
    const finished = await story.done([
      'signer',
      'rotate',
      'jeff',
      APP,
      '--finish',
      '--remove-old-key',
      '-y',
    ]);
    expect(finished.stderr).toContain(`Removed the retired private key ${old?.id}`);
    expect((await signers()).flatMap(({ keys }) => keys.map(({ id }) => id))).toEqual([next?.id]);
    expect((await story.done(['status', APP])).stderr).toBe('');
    expect((await story.done(['list', APP, '--json'])).json()).toMatchObject([{ name: 'v1' }]);
  });

  it('prints the one document, with what was planned and that it was verified', async () => {
    await story.done(['key', 'generate', 'jeff']);
    const { stdout, stderr, json } = await story.done([
      'signer',
      'add',
      'jeff',
      APP,
      '--key',
      'jeff.pub',
      '-y',
      '--json',
    ]);
    expect(stderr).toBe('');
    const { repositories } = json() as ResultDocument;
    expect(repositories).toEqual([
      expect.objectContaining({ gun: APP, result: 'published', verified: true, error: null }),
    ]);
    const releases = repositories[0]?.plan?.roles.find(({ role }) => role === 'targets/releases');
    expect(releases?.keysAdded).toEqual([
      expect.objectContaining({ owner: 'jeff', place: 'here', algorithm: 'ecdsa-p256' }),
    ]);
    for (const secret of Object.values(PASSPHRASES)) {
      expect(stdout + stderr).not.toContain(secret);
    }
  });

  it('says that there is nothing to do, and needs nobody’s consent for it', async () => {
    await story.done(['init', APP, '-y']);
    const { code, stdout } = await story.run(['init', APP]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `Nothing to do in ${APP}: it is like that already.\n`,
    });
  });

  it('changes nothing without a yes, and says how to give it', async () => {
    const { code, stdout, stderr } = await story.run(['init', APP], { input: 'y\n' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('What changes');
    expect(stderr).toContain('then add --yes.');
    expect((await story.run(['signer', 'list', APP])).code).toBe(1);
  });

  it('needs the risk named where nobody can be asked; --yes is not enough', async () => {
    await addSigner('jeff');
    await stageTag('v1', 'targets/releases');
    await story.done(['publish', APP, '-y']);
    const refused = await story.run(['signer', 'remove', 'jeff', APP, '-y']);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/then add --accept-risk /);
    expect(await names()).toEqual(['jeff']);
    const risks = [...refused.stderr.matchAll(/--accept-risk ([a-z-]+)/g)].flatMap(([, risk]) => [
      '--accept-risk',
      risk ?? '',
    ]);
    await story.done(['signer', 'remove', 'jeff', APP, '-y', ...risks]);
    expect(await names()).toEqual([]);
  });

  it('asks a person: the plan first, then yes, then each passphrase twice and hidden', async () => {
    const { code, stdout, stderr, typist } = await story.run(['init', APP], {
      env: {},
      answers: [
        types('Publish? [y/N] ', 'y'),
        secretly(/Enter passphrase for new root key with ID [0-9a-f]{7}: $/, 'root passphrase\r'),
        secretly(/Repeat passphrase for new root key with ID [0-9a-f]{7}: $/, 'root passphrase\r'),
        secretly(/Enter passphrase for new targets key .+: $/, 'short\r'),
        secretly(/too short[\s\S]+Enter passphrase for new targets key .+: $/, 'targets passphrase\r'),
        secretly(/Repeat passphrase for new targets key .+: $/, 'targets passphrase!\r'),
        secretly(/do not match[\s\S]+Enter passphrase for new targets key .+: $/, 'targets passphrase\r'),
        secretly(/Repeat passphrase for new targets key .+: $/, 'targets passphrase\r'),
      ],
    });
    expect(stderr).toMatch(/What changes[\s\S]+Publish\? \[y\/N\][\s\S]+new root key/);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `Successfully initialized "${APP}"\n` });
    expect(typist).toMatchObject({ left: [], misplaced: [], raw: false });
    expect(stdout + stderr).not.toMatch(/root passphrase|targets passphrase/);
  });

  it('takes no answer for a no', async () => {
    const { code, stdout, stderr } = await story.run(['init', APP], { answers: [types('[y/N] ', '')] });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Nothing was changed.');
    expect((await story.run(['signer', 'list', APP])).code).toBe(1);
  });

  it('has the repository typed before it breaks something, even with --yes', async () => {
    await story.done(['init', APP, '-y']);
    const wrong = await story.run(['key', 'rotate', APP, '--role', 'root', '-y'], {
      answers: [types(`Type ${APP}`, 'y')],
    });
    expect(wrong.code).toBe(1);
    const right = await story.run(['key', 'rotate', APP, '--role', 'root'], {
      answers: [types(`Type ${APP}`, APP)],
    });
    expect(right).toMatchObject({ code: 0, stdout: `Successfully rotated root key for repository ${APP}\n` });
  });

  it('gives up after three wrong passphrases, and has changed nothing', async () => {
    await story.done(['init', APP, '-y']);
    await story.done(['key', 'generate', 'jeff']);
    const ask = /Enter passphrase for targets key with ID [0-9a-f]{7} .*\(to sign targets of .+\): $/;
    const { code, stderr, typist } = await story.run(
      ['signer', 'add', 'jeff', APP, '--key', 'jeff.pub', '-y'],
      {
        env: {},
        answers: [
          secretly(ask, 'wrong 1\r'),
          secretly(/incorrect[\s\S]+: $/, 'wrong 2\r'),
          secretly(/incorrect[\s\S]+: $/, 'wrong 3\r'),
        ],
      },
    );
    expect(code).toBe(1);
    expect(typist).toMatchObject({ left: [], misplaced: [], raw: false });
    expect(stderr).toContain('Wrong passphrase for the targets key');
    expect(stderr).not.toMatch(/wrong \d/);
    expect(await signers()).toEqual([]);
  });

  it('asks when the environment holds a wrong passphrase, and says which', async () => {
    await story.done(['init', APP, '-y']);
    await story.done(['key', 'generate', 'jeff']);
    const { code, stderr, typist } = await story.run(
      ['signer', 'add', 'jeff', APP, '--key', 'jeff.pub', '-y'],
      {
        env: {
          DOCKER_CONTENT_TRUST_REPOSITORY_PASSPHRASE: 'of another machine',
          NOTARY_TARGETS_PASSPHRASE: 'of another machine',
        },
        answers: [
          secretly(/REPOSITORY_PASSPHRASE does not open this key\.\nEnter passphrase/, 'battery staple\r'),
        ],
      },
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(typist).toMatchObject({ left: [], misplaced: [] });
  });

  it('ends with 130 at Ctrl+C in a passphrase, with the terminal as it was', async () => {
    const { code, stderr, typist } = await story.run(['init', APP, '-y'], {
      env: {},
      answers: [secretly('Enter passphrase', 'half\u0003')],
    });
    expect(code).toBe(130);
    expect(typist).toMatchObject({ left: [], raw: false });
    expect(stderr).not.toContain('half');
    expect((await story.run(['signer', 'list', APP])).code).toBe(1);
    expect((await story.done(['key', 'list', '--json'])).json()).toEqual([]);
  });

  it('takes passphrases from the lines of a pipe, one after the other', async () => {
    await story.done(['init', APP, '-y'], { env: {}, input: 'correct horse\nbattery staple\n' });
    await story.done(['key', 'rotate', APP, '--role', 'root', '-y', '--accept-risk', 'root-rotation']);
  });

  it('names the variables when there is nobody to ask for a passphrase', async () => {
    const { code, stderr } = await story.run(['init', APP, '-y'], { env: {} });
    expect(code).toBe(1);
    expect(stderr).toMatch(/set DOCKER_CONTENT_TRUST_ROOT_PASSPHRASE or NOTARY_ROOT_PASSPHRASE/);
  });

  it('offers to sign again what would lose its signature', async () => {
    await addSigner('jeff');
    await addSigner('ben');
    await stageTag('v1', 'targets/releases');
    await stageTag('v1', 'targets/jeff');
    await story.done(['publish', APP, '-y']);
    const hinted = await story.run(['signer', 'remove', 'jeff', APP, '-y', '--dry-run']);
    expect(hinted.stdout).toContain('v1 loses the signature of jeff');
    const { code, stderr } = await story.run(['signer', 'remove', 'jeff', APP], {
      answers: [types('again as ben? [y/N] ', 'y'), types(/targets\/ben[\s\S]+Publish\? \[y\/N\] $/, 'y')],
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const [ben] = (await story.done(['signer', 'list', APP, '--json'])).json() as [{ tags: number }];
    expect(ben.tags).toBe(1);
  });

  it('gives and takes keys and paths of delegations, by abbreviated IDs', async () => {
    await addSigner('jeff');
    await story.done(['key', 'generate', 'qa', '--algorithm', 'rsa-2048']);
    await story.done([
      'delegation',
      'add',
      APP,
      'targets/qa',
      'qa.pub',
      'jeff.pub',
      '--paths',
      'rc-,nightly-',
      '-y',
    ]);
    const role = async () =>
      (
        (await story.done(['delegation', 'list', APP, '--json'])).json() as {
          role: string;
          paths: string[];
          keys: { id: string }[];
        }[]
      ).find((one) => one.role === 'targets/qa');
    const made = await role();
    expect(made?.paths).toEqual(['rc-', 'nightly-']);
    expect(made?.keys).toHaveLength(2);
    const short = made?.keys[0]?.id.slice(0, 9) ?? '';
    await story.done(['delegation', 'remove', APP, 'targets/qa', short, '--paths', 'rc-', '-y']);
    expect(await role()).toMatchObject({ paths: ['nightly-'], keys: [made?.keys[1]] });
    const asked = await story.run(['delegation', 'remove', APP, 'targets/qa'], {
      answers: [types('Are you sure you want to remove all data for targets/qa? [y/N] ', 'n')],
    });
    expect(asked.code).toBe(1);
    expect(await role()).toBeDefined();
    await story.done(['delegation', 'remove', APP, 'targets/qa', '-y']);
    expect(await role()).toBeUndefined();
  });

  it('purges a key from every role and repository', async () => {
    const other = 'registry.example.com/team/other';
    await addSigner('jeff', APP, other);
    await addSigner('ben', APP, other);
    const jeff = (await signers()).find(({ name }) => name === 'jeff')?.keys[0]?.id ?? '';
    const risks = ['role-unusable', 'releases-unusable', 'last-signer'].flatMap((risk) => [
      '--accept-risk',
      risk,
    ]);
    const purged = await story.done(['delegation', 'purge', APP, other, '--key', jeff, '-y', ...risks]);
    expect(purged.stdout.match(/^Successfully purged the key/gm)).toHaveLength(2);
    for (const gun of [APP, other]) {
      expect((await signers(gun)).flatMap(({ keys }) => keys.map(({ id }) => id))).not.toContain(jeff);
    }
  });

  it('publishes and drops what notary staged, by the numbers of status', async () => {
    await addSigner('jeff');
    await stageTag('v1', 'targets/releases');
    await stageTag('v2', 'targets/releases');
    await stageTag('v3', 'targets/releases');
    expect(await story.run(['reset', APP, '-y'])).toMatchObject({ code: 2 });
    expect(await story.run(['reset', APP, '-n', '7', '-y'])).toMatchObject({ code: 2 });
    await story.done(['reset', APP, '-n', '0,2', '--dry-run']);
    await story.done(['reset', APP, '-n', '0,2', '-y']);
    const status = (await story.done(['status', APP, '--json'])).json() as { path: string }[];
    expect(status.map(({ path }) => path)).toEqual(['v2']);
    await story.done(['publish', APP, '-y']);
    expect(await story.done(['status', APP])).toMatchObject({
      stdout: `No unpublished changes for ${APP}.\n`,
    });
    const [tag] = (await story.done(['list', APP, '--json'])).json() as [{ name: string }];
    expect(tag.name).toBe('v2');
    expect((await story.done(['reset', APP, '--all', '-y', '--json'])).json()).toMatchObject({
      repositories: [{ result: 'nothing-to-do' }],
    });
  });

  it('signs again what a role holds, after showing it', async () => {
    await addSigner('jeff');
    await stageTag('v1', 'targets/releases');
    await story.done(['publish', APP, '-y']);
    const { code, stderr } = await story.run(['witness', APP, 'targets/releases'], {
      answers: [types(/targets\/releases +v1 → v2[\s\S]+\[y\/N\] $/, 'y')],
    });
    expect({ code, stderr }).toMatchObject({ code: 0 });
  });

  it('signs a tag and takes that back, in the words of docker', async () => {
    await addSigner('jeff');
    const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
    const sign = ['sign', `${APP}:v1`, '--digest', digest, '--size', '1570'];
    const planned = await story.done([...sign, '--dry-run']);
    expect(planned.stdout).toContain(`+ tag  v1  ${digest}`);
    expect(planned.stdout).toContain(`Same as   trustdeck ${sign.join(' ')}`);
    expect(await story.run([...sign, '-y'])).toMatchObject({
      code: 0,
      stdout: `Successfully signed ${APP}:v1\n`,
    });
    await story.done(['verify', `${APP}:v1`, '--digest', digest]);
    expect(await story.run(['revoke', `${APP}:v1`, '-y'])).toMatchObject({
      code: 0,
      stdout: `Successfully deleted signature for ${APP}:v1\n`,
    });
    expect((await story.run(['verify', `${APP}:v1`, '--digest', digest])).code).not.toBe(0);
    const again = await story.run(['revoke', `${APP}:v1`, '-y']);
    expect(again.code).toBe(1);
    expect(again.stderr).toContain(`${APP} has no signed tag v1`);
  });

  it('asks once more before all signatures are taken back', async () => {
    await addSigner('jeff');
    await story.done(['sign', `${APP}:v1`, '--digest', `sha256:${'ab'.repeat(32)}`, '--size', '1', '-y']);
    const { code } = await story.run(['revoke', APP], {
      answers: [types(/v1[\s\S]+Take all signatures back, and publish that\? \[y\/N\] $/, 'n')],
    });
    expect(code).toBe(1);
    expect((await story.done(['list', APP, '--json'])).json()).toHaveLength(1);
  });

  it('says in a witness how content differs from what verified here before', async () => {
    await addSigner('jeff');
    await story.done(['sign', `${APP}:v1`, '--digest', `sha256:${'ab'.repeat(32)}`, '--size', '1', '-y']);
    const { stdout } = await story.done(['witness', APP, 'targets/releases', '--dry-run']);
    expect(stdout).toContain('the same as version 1, which verified on this machine');
    expect(stdout).toContain('each tag is in the role of a signer who may release, with the same digest');
  });

  it('deletes trust data here and on the server, never private keys', async () => {
    await story.done(['init', APP, '-y']);
    const keys = privateKeys();
    const typed = await story.run(['delete', APP, '--remote'], { answers: [types(`Type ${APP}`, APP)] });
    expect(typed).toMatchObject({
      code: 0,
      stdout: `Successfully deleted local and remote trust data for repository ${APP}\n`,
    });
    expect(privateKeys()).toBe(keys);
    expect((await story.run(['signer', 'list', APP])).code).toBe(1);
  });

  it('tries every repository, and ends with the worst code', async () => {
    await story.done(['key', 'generate', 'jeff']);
    await story.done(['key', 'generate', 'root2', '--role', 'root']);
    const other = 'registry.example.com/team/other';
    await story.done(['init', other, '-y']);
    const { code, stdout, stderr } = await story.run([
      'signer',
      'remove',
      'jeff',
      APP,
      other,
      '-y',
      '--json',
    ]);
    expect({ code, stderr }).toMatchObject({ code: 1 });
    const { repositories } = JSON.parse(stdout) as ResultDocument;
    expect(repositories.map(({ gun, result }) => [gun, result])).toEqual([
      [APP, 'failed'],
      [other, 'failed'],
    ]);
    expect(repositories[0]?.error?.code).toBeTypeOf('string');
  });

  it.each([
    [['signer', 'add', 'Jeff', APP, '--key', 'x'], 'signer name "Jeff" is not allowed'],
    [['signer', 'add', 'releases', APP, '--key', 'x'], 'releases is a reserved keyword'],
    [['signer', 'add', 'jeff', APP], 'using the `--key` flag'],
    [['signer', 'add', 'jeff'], "Missing required argument 'repo'"],
    [['signer', 'add', 'jeff', `${APP}:v1`, '--key', 'x'], 'names a tag'],
    [['signer', 'rotate', 'jeff', APP, '--key', 'a', '--key', 'b'], '--key was given 2 times'],
    [['signer', 'rotate', 'jeff', APP, '--old', '12345'], '12345 is no key ID'],
    [['signer', 'rotate', 'jeff', APP, '--keep-old', '--remove-old-key'], 'say different things'],
    [['signer', 'rotate', 'jeff', APP, '--finish', '--key', 'a'], '--finish goes with neither'],
    [['delegation', 'add', APP, 'qa', 'x'], 'qa is no delegation'],
    [['delegation', 'add', APP, 'targets/qa'], 'Nothing to add to targets/qa'],
    [['delegation', 'add', APP, 'targets/qa', '--paths', 'a', '--all-paths'], 'say different things'],
    [['delegation', 'add', APP, 'targets/qa', '--threshold', '0'], '0 is no threshold'],
    [['delegation', 'purge', APP], 'Missing --key'],
    [['witness', APP], "Missing required argument 'role'"],
    [['witness', APP, 'snapshot'], 'snapshot is no delegation'],
    [['witness', APP, 'targets', '--as', 'Jeff'], 'signer name "Jeff" is not allowed'],
    [['delegation', 'add', APP, 'targets/qa', '--key-id', '12345'], '12345 is no key ID'],
    [['sign', APP, '--digest', `sha256:${'ab'.repeat(32)}`, '--size', '1'], 'names no tag'],
    [['sign', `${APP}:v1`, '--digest', `sha256:${'ab'.repeat(32)}`], '--size'],
    [['sign', `${APP}:v1`, '--digest', 'ab'.repeat(32), '--size', '1'], 'is no digest'],
    [['sign', `${APP}:v1`, '--digest', `sha256:${'ab'.repeat(32)}`, '--size', '-1'], '-1 is no size'],
    [['sign', `${APP}:v1`, '--digest', `sha256:${'ab'.repeat(32)}`, '--size', '0'], '0 is no size'],
    [['revoke', `${APP}@sha256:${'ab'.repeat(32)}`], 'names a digest'],
    [['revoke'], "Missing required argument 'repo[:tag]'"],
    [['key', 'rotate', APP], '--role'],
    [['key', 'rotate', APP, '--role', 'releases'], 'Allowed choices are root, targets, snapshot, timestamp'],
    [['key', 'rotate', APP, '--role', 'root', '--server-managed'], 'The server cannot manage the root key'],
    [['key', 'rotate', APP, '--role', 'timestamp'], 'always managed by the server'],
    [['init', APP, '--accept-risk', 'everything'], 'Allowed choices are'],
    [['init', '--resume', APP], 'is about what was asked for before'],
  ])('refuses %j as a wrong command line', async (argv, words) => {
    const { code, stdout, stderr } = await story.run([...argv, '-y']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
  });

  it('keeps what it was given out of the trust directory', async () => {
    await story.done(['init', APP, '-y']);
    const files = readdirSync(join(story.shell.home, '.docker'), {
      recursive: true,
      encoding: 'utf8',
      withFileTypes: true,
    });
    for (const file of files.filter((entry) => entry.isFile())) {
      const text = readFileSync(join(file.parentPath, file.name), 'utf8');
      for (const secret of Object.values(PASSPHRASES)) {
        expect(text).not.toContain(secret);
      }
    }
  });
});
