import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breakReleases, DOCTOR_DOCUMENT, FIX_DOCUMENT, OTHER } from './support/doctor-story.ts';
import { APP, SandboxStory } from './support/sandbox-story.ts';
import { secretly, types } from './support/typist.ts';

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
    const { repositories } = v.parse(DOCTOR_DOCUMENT, (await story.run(['doctor', APP, '--json'])).json());
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
        types('Which way', '1'),
        types('Let ben release: add ben? [y/N]', 'y'),
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
        types('Which way', '1'),
        { to: 'Let ben release: add ben? [y/N]', keys: '', echoed: true, meanwhile: () => stop.abort() },
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
