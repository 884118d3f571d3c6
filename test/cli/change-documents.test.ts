import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { safeParse } from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANGE_DOCUMENT, ERROR_DOCUMENT, membersOf } from './support/documents.ts';
import { APP, SandboxStory } from './support/sandbox-story.ts';

const DIGEST = '0123456789abcdef'.repeat(4);
const OTHER = 'registry.example.com/team/other';
const DOCUMENTATION = readFileSync(resolve(import.meta.dirname, '../../docs/json.md'), 'utf8');

/** Every command that changes trust, on the sandbox, each on what those before it have made. */
describe('the documents of changes', { timeout: 60_000 }, () => {
  let story: SandboxStory;

  beforeAll(async () => {
    story = await SandboxStory.start();
    for (const name of ['jeff', 'ben', 'qa']) {
      await story.done(['key', 'generate', name]);
    }
  });
  afterAll(() => story.close());

  /** As notary stages a target (facts 8.4). */
  const stage = async (role: string) => {
    const folder = join(story.shell.home, '.docker', 'trust', 'tuf', APP, 'changelist');
    await mkdir(folder, { recursive: true });
    const hashes = { sha256: Buffer.alloc(32, 1).toString('base64') };
    const data = Buffer.from(JSON.stringify({ length: 100, hashes })).toString('base64');
    const change = { action: 'create', role, type: 'target', path: 'v1', data };
    writeFileSync(join(folder, `1_${role.replaceAll('/', '-')}.change`), JSON.stringify(change));
  };

  /** Of a signer's key, cut short as people do. */
  const keyIdOf = async (name: string): Promise<string> => {
    const keys = (await story.run(['key', 'list', '--json'])).json() as { id: string; role: string }[];
    return keys.find(({ role }) => role === name)?.id.slice(0, 12) ?? '';
  };

  it.each<readonly [code: number, result: string, line: string]>([
    [0, 'planned', `init ${APP} --dry-run`],
    [0, 'published', `init ${APP} -y`],
    [0, 'nothing-to-do', `init ${APP} -y`],
    [0, 'published', `signer add jeff ${APP} ${OTHER} --key jeff.pub -y`],
    [0, 'published', `signer add ben ${APP} --key ben.pub -y`],
    [0, 'published', `publish ${APP} -y`],
    [0, 'published', `witness ${APP} targets/releases -y`],
    [0, 'planned', `witness ${APP} root targets targets/releases --as ben --dry-run`],
    [0, 'published', `sign ${APP}:v2 --digest sha256:${DIGEST} --size 1570 -y`],
    [0, 'nothing-to-do', `sign ${APP}:v2 --digest sha256:${DIGEST} --size 1570 --signer jeff -y`],
    [0, 'published', `sign ${APP}:v3 --digest sha256:${DIGEST} --size 1570 --signer ben -y`],
    [0, 'published', `revoke ${APP}:v2 --signer ben -y`],
    [0, 'planned', `revoke ${APP} --dry-run`],
    [1, 'failed', `revoke ${APP}:v7 -y`],
    [0, 'published', `delegation add ${APP} targets/ben --key-id JEFF --resign -y`],
    [0, 'published', `delegation remove ${APP} targets/ben JEFF -y`],
    [0, 'published', `delegation add ${APP} targets/qa qa.pub --paths nightly-,rc- -y`],
    [0, 'published', `delegation remove ${APP} targets/qa --paths rc- -y`],
    [0, 'published', `delegation remove ${APP} targets/qa -y`],
    [0, 'published', `signer rotate jeff ${APP} ${OTHER} -y`],
    [0, 'published', `key rotate ${APP} --role targets -y`],
    [0, 'published', `key rotate ${APP} --role snapshot -y`],
    [0, 'published', `key rotate ${APP} --role targets --algorithm ed25519 -y`],
    [0, 'published', `key rotate ${APP} --role root -y --accept-risk root-rotation`],
    [0, 'planned', `signer remove jeff ${APP} --dry-run`],
    [0, 'published', `signer remove jeff ${APP} --resign-as ben -y`],
    [1, 'failed', `signer rotate mia ${APP} -y`],
    [0, 'published', `delete ${APP} --remote -y --accept-risk trust-data-deleted`],
  ])('end with %i and %s at %s', async (code, result, line) => {
    if (line.startsWith('publish')) {
      await stage('targets/releases');
      await stage('targets/jeff');
    }
    const jeff = line.includes('JEFF') ? await keyIdOf('jeff') : '';
    const finished = await story.run([...line.replace('JEFF', jeff).split(' '), '--json']);
    const parsed = safeParse(CHANGE_DOCUMENT, finished.json());
    expect(parsed.issues?.map(({ path, message }) => [path?.map(({ key }) => key).join('.'), message])).toBe(
      undefined,
    );
    expect({ code: finished.code, stderr: finished.stderr }).toEqual({ code, stderr: '' });
    expect(parsed.success && parsed.output.repositories.every((one) => one.result === result)).toBe(true);
  });

  it.each([
    [2, 'signer add jeff'],
    [2, `signer rotate jeff ${OTHER}`],
    [1, `signer add jeff ${OTHER} --key missing.pub -y`],
    [2, `delete ${OTHER} -y`],
  ])('are an error alone, with code %i, at %s', async (code, line) => {
    const finished = await story.run([...line.split(' '), '--json', '--quiet']);
    expect(finished.code).toBe(code);
    expect(safeParse(ERROR_DOCUMENT, finished.json()).success).toBe(true);
  });

  it('have no member that is not described', () => {
    const [, changes = ''] = DOCUMENTATION.split('\n## Changes\n');
    const undescribed = [...membersOf(CHANGE_DOCUMENT)].filter((name) => {
      return !changes.includes(`"${name}"`) && !changes.includes(`\`${name}\``);
    });
    expect(undescribed).toEqual([]);
  });
});
