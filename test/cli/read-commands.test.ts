import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysFromNow, NOW, TestRepository, tag } from '../support/repository-builder.ts';
import { ecKey } from '../support/test-keys.ts';
import { Shell } from './support/run.ts';
import { serveRepositories, type TestServer } from './support/test-server.ts';

const APP = 'registry.example.com/team/app';
const BROKEN = 'registry.example.com/team/broken';
/** A name that docker refuses and notary takes. */
const COLLECTION = 'Team/MyCollection';
const HOSTILE = 'registry.example.com/team/hostile';

const CAUSE =
  /none counts\. It is signed by alice [0-9a-f]{12}, whose key is no longer in this role; signed by the unknown key [0-9a-f]{12}, which is not in this role\./;

/** Starts an escape sequence, deletes, reorders text, hides text: as names of tags. */
const ESCAPES = ['\u009b2J', '\u009d0;owned\u009c', 'x\u007f', '\u202egnp.exe', 'a\u200bb', '\u{e0041}'];
const UNSAFE = /(?!\n)\p{Cc}|\p{Cf}/u;

/** Expiry dates count from the day of the test's own clock: these commands look at the machine's. */
const shift = Date.now() - NOW.getTime();
const later = (days: number) => new Date(daysFromNow(days).getTime() + shift);

function dated(repository: TestRepository): TestRepository {
  repository.root.expires = later(3650);
  repository.timestamp.expires = later(14);
  repository.snapshot.expires = later(1000);
  repository.targets.expires = later(1000);
  for (const plan of repository.delegations.values()) {
    plan.expires = later(1000);
  }
  return repository.publish();
}

function app(): TestRepository {
  const repository = new TestRepository(APP);
  const alice = ecKey();
  repository.targets.targets = [];
  repository.delegate('targets/releases', { keys: [alice], targets: [tag('v1'), tag('v10'), tag('v2')] });
  repository.delegate('targets/alice', { keys: [alice], targets: [tag('v1'), tag('v2')] });
  return dated(repository);
}

function broken(): TestRepository {
  const repository = new TestRepository(BROKEN);
  const alice = ecKey();
  repository.delegate('targets/releases', { signers: [alice, ecKey()] });
  repository.delegate('targets/alice', { keys: [alice] });
  return dated(repository);
}

function hostile(): TestRepository {
  const repository = new TestRepository(HOSTILE);
  repository.targets.targets = ESCAPES.map((name) => tag(name));
  return dated(repository);
}

describe('the read commands', () => {
  const shell = new Shell();
  let server: TestServer;
  const run = (...argv: readonly string[]) =>
    shell.run([...argv, '--server', server.url, '--trust-dir', shell.trustDir]);

  beforeAll(async () => {
    server = await serveRepositories(app(), broken(), hostile(), dated(new TestRepository(COLLECTION)));
  });
  afterAll(async () => {
    await server.close();
    shell.dispose();
  });

  it('inspect prints what docker prints, indented as docker indents', async () => {
    const { code, stdout, stderr } = await run('inspect', APP);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.startsWith(`[\n    {\n        "Name": "${APP}",\n        "SignedTags": [`)).toBe(true);
    const [{ SignedTags, Signers }] = JSON.parse(stdout);
    expect(SignedTags).toEqual([
      { SignedTag: 'v1', Digest: tag('v1').sha256, Signers: ['alice'] },
      { SignedTag: 'v2', Digest: tag('v2').sha256, Signers: ['alice'] },
      { SignedTag: 'v10', Digest: tag('v10').sha256, Signers: ['Repo Admin'] },
    ]);
    expect(Signers).toMatchObject([{ Name: 'alice' }]);
  });

  it('inspect of one tag shows only that', async () => {
    const { stdout } = await run('inspect', `${APP}:v2`);
    expect(JSON.parse(stdout)).toMatchObject([{ Name: `${APP}:v2`, SignedTags: [{ SignedTag: 'v2' }] }]);
  });

  it('inspect of an image with a digest shows all tags, as to docker it has none', async () => {
    const { stdout } = await run('inspect', `${APP}:v2@sha256:${'0'.repeat(64)}`);
    expect(JSON.parse(stdout)[0].SignedTags).toHaveLength(3);
  });

  it('read collections whose names docker refuses', async () => {
    expect((await run('list', COLLECTION, '--json')).json()).toMatchObject([{ role: 'targets' }]);
    expect(await run('inspect', `${COLLECTION}:v1`)).toMatchObject({ code: 0, stderr: '' });
    // Where no server is named, docker's own refusal is of more help than a wrong server's.
    expect(await shell.run(['inspect', 'MyCollection'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('lower case'),
    });
  });

  it('inspect tries every repository, prints what it finds, and ends with the worst code', async () => {
    const { code, stdout, stderr } = await run('inspect', APP, `${APP}/nothing`, BROKEN);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).map(({ Name }: { Name: string }) => Name)).toEqual([APP, BROKEN]);
    expect(stderr).toContain(
      `Error: no signatures or cannot access ${APP}/nothing\nWhy:   ${APP}/nothing has no trust data.`,
    );
  });

  it.each([
    ['signer list', ['signer', 'list', BROKEN]],
    ['list', ['list', BROKEN]],
    ['inspect', ['inspect', BROKEN]],
  ])('%s names who signed releases and why that does not count', async (_, argv) => {
    const { stderr } = await run(...argv);
    expect(stderr).toMatch(CAUSE);
  });

  it('delegation list names who signed releases and why that does not count', async () => {
    expect((await run('delegation', 'list', BROKEN)).stdout).toMatch(CAUSE);
    const [releases] = (await run('delegation', 'list', BROKEN, '--json')).json() as { reason: string }[];
    expect(releases?.reason).toMatch(CAUSE);
  });

  it('inspect says why releases does not count, where docker shows no tags', async () => {
    const { code, stdout, stderr } = await run('inspect', BROKEN);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)[0].SignedTags).toMatchObject([{ SignedTag: 'v1', Signers: ['alice'] }]);
    expect(stderr).toContain('targets/releases is not signed by enough of its keys');
  });

  it('inspect --pretty lays out tags, signers and keys as docker does', async () => {
    const { stdout } = await run('inspect', '--pretty', APP);
    expect(stdout).toContain(`\nSignatures for ${APP}\n\nSIGNED TAG   DIGEST`);
    expect(stdout).toMatch(/^v10 +[0-9a-f]{64} +\(Repo Admin\)$/m);
    expect(stdout).toMatch(/^alice +[0-9a-f]{12}$/m);
    expect(stdout).toMatch(/^ {2}Repository Key: [0-9a-f]{64}\n {2}Root Key: {7}[0-9a-f]{64}$/m);
  });

  it('list shows each target with the role that vouches for it', async () => {
    const { stdout } = await run('list', APP);
    expect(stdout).toMatch(/^NAME +DIGEST +SIZE \(BYTES\) +ROLE\n/);
    expect(stdout).toMatch(/^v1 .* targets\/releases$/m);
    const json = (await run('list', APP, '--json', '--role', 'targets/alice')).json();
    expect(json).toEqual([
      { name: 'v1', sha256: tag('v1').sha256, length: 2, role: 'targets/alice' },
      { name: 'v2', sha256: tag('v2').sha256, length: 2, role: 'targets/alice' },
    ]);
  });

  it('list refuses a role that is none, and one that is not there', async () => {
    expect(await run('list', APP, '--role', 'Releases')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Error: Releases is no role'),
    });
    expect(await run('list', APP, '--role', 'targets/nobody')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no role targets/nobody'),
    });
  });

  it('verify accepts the signed digest and no other', async () => {
    const digest = `sha256:${tag('v1').sha256}`;
    expect(await run('verify', `${APP}:v1`, '--digest', digest)).toMatchObject({
      code: 0,
      stdout: `${APP}:v1 is signed with ${digest} in targets/releases.\n`,
    });
    const other = await run('verify', `${APP}:v2`, '--digest', digest);
    expect(other).toMatchObject({ code: 6, stdout: '' });
    expect(other.stderr).toContain(`Error: ${APP}:v2 is signed with another digest`);
    const unsigned = await run('verify', `${APP}:v3`, '--digest', digest, '--json');
    expect(unsigned).toMatchObject({ code: 6, stderr: '' });
    expect(unsigned.json()).toMatchObject({ error: { code: 'tag-not-signed' } });
  });

  it('verify believes no signer alone, as a pull does not', async () => {
    const { code } = await run('verify', `${BROKEN}:v1`, '--digest', `sha256:${tag('v1').sha256}`);
    expect(code).toBe(0);
    const { stderr } = await run('verify', `${BROKEN}:v1`, '--digest', `sha256:${tag('x').sha256}`);
    expect(stderr).toContain('targets says');
  });

  it.each([
    ['verify', APP, '--digest', `sha256:${'0'.repeat(64)}`],
    ['verify', `${APP}:v1`, '--digest', 'sha256:short'],
    ['verify', `${APP}:v1`],
    ['list', `${APP}:v1`],
    ['list', `${APP}@sha256:${'0'.repeat(64)}`],
    ['verify', `${APP}:v1@sha256:${'0'.repeat(64)}`, '--digest', `sha256:${'0'.repeat(64)}`],
    ['list', '../../etc'],
    ['list', 'Team/\u202eApp'],
    ['sandbox', '--port', '70000'],
    ['completion', 'powershell'],
  ])('%s %s … is wrong usage', async (...argv) => {
    const { code, stdout, stderr } = await run(...argv);
    expect({ code, stdout: stdout.replace('[]\n', '') }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Error: .+\nWhy: {3}.+\nNext: {2}.+\n$/);
  });

  it('delegation list shows what is usable, and why what is not', async () => {
    const { stdout } = await run('delegation', 'list', BROKEN);
    expect(stdout).toMatch(/targets\/releases .* 0 of 1 +targets\/releases is not signed by enough/);
    expect(stdout).toMatch(/targets\/alice .* 1 of 1 +usable +\d{4}-\d\d-\d\d$/m);
    const json = (await run('delegation', 'list', BROKEN, '--json')).json();
    expect(json).toMatchObject([
      { role: 'targets/releases', paths: [''], threshold: 1, validSignatures: 0, usable: false },
      { role: 'targets/alice', keys: [{ owner: 'alice', onThisMachine: false }], usable: true, reason: null },
    ]);
  });

  it('signer list says who can release', async () => {
    expect((await run('signer', 'list', BROKEN, '--json')).json()).toMatchObject([
      { name: 'alice', role: 'targets/alice', inReleases: false, usable: true, tags: 1 },
    ]);
    expect((await run('signer', 'list', APP)).stdout).toMatch(/^alice +alice [0-9a-f]{12} +2 +yes$/m);
  });

  it('lets no name steer the terminal, in tables or in JSON', async () => {
    const list = await run('list', HOSTILE);
    expect(list.stdout).not.toMatch(UNSAFE);
    expect(list.stdout.split('\n')).toHaveLength(ESCAPES.length + 2);
    const pretty = await run('inspect', '--pretty', HOSTILE);
    expect(pretty.stdout).not.toMatch(UNSAFE);
    const json = await run('list', HOSTILE, '--json');
    expect(json.stdout).not.toMatch(UNSAFE);
    const names = (json.json() as { name: string }[]).map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(ESCAPES));
    const error = await run('list', 'x\u001b[2Jy');
    expect(error.stderr).not.toMatch(UNSAFE);
  });

  it('status shows what is staged', async () => {
    expect(await run('status', APP)).toMatchObject({
      code: 0,
      stdout: `No unpublished changes for ${APP}.\n`,
    });
    const changelist = join(shell.trustDir, 'tuf', APP, 'changelist');
    mkdirSync(changelist, { recursive: true });
    const change = { action: 'create', role: 'targets', type: 'target', path: 'v9', data: null };
    writeFileSync(join(changelist, '00000000000000000001_a.change'), JSON.stringify(change));
    writeFileSync(join(changelist, '00000000000000000002_b.change'), 'no change');
    const { stdout, stderr } = await run('status', APP);
    expect(stdout).toMatch(/^0 +create +targets +target +v9$/m);
    expect(stderr).toContain('00000000000000000002_b.change');
    expect((await run('status', APP, '--json', '--quiet')).json()).toMatchObject([
      { path: 'v9', scope: 'targets' },
    ]);
  });

  it('--quiet leaves warnings and remarks out', async () => {
    const { code, stderr } = await run('inspect', BROKEN, '--quiet');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const digest = `sha256:${tag('v1').sha256}`;
    expect(await run('verify', `${APP}:v1`, '--digest', digest, '--quiet')).toMatchObject({
      code: 0,
      stdout: '',
    });
  });
});
