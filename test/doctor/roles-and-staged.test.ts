import { describe, expect, it } from 'vitest';
import type { StagedChange } from '../../source/operations/index.ts';
import { type Edit, RELEASES } from '../../source/tuf/index.ts';
import { unreachable } from '../operations/support/fakes.ts';
import { worldOf } from '../operations/support/test-updates.ts';
import { resigned, rewritten, type TestRepository, tag } from '../support/repository-builder.ts';
import {
  codesIn,
  diagnosed,
  examined,
  findingIn,
  fixIn,
  signedBy,
  textsOf,
  wayIn,
} from './support/examined.ts';

/** Serves other bytes for a role than those that the snapshot lists. */
function swapFile(repository: TestRepository, role: string, bytes: Uint8Array | null): void {
  for (const path of [...repository.files.keys()].filter((name) => name.startsWith(`${role}.`))) {
    if (bytes === null) {
      repository.files.delete(path);
    } else {
      repository.files.set(path, bytes);
    }
  }
}

describe('a delegation whose file is not what it should be', () => {
  it('is said to be missing on the server, and nothing is signed in its place', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('jeff');
    repository.publish();
    swapFile(repository, 'targets/releases', null);
    const here = { jeff: keyOf('jeff'), targets: repositoryKey };
    const examination = await examined(repository, { here });
    expect(findingIn(examination, 'role-unusable')).toMatchObject({
      level: 'error',
      role: 'targets/releases',
      short: 'releases',
      summary: 'targets/releases is missing on the server',
    });
    const fix = await fixIn(examination, 'role-unusable');
    expect(fix).toMatchObject({ automatic: false });
    expect(fix.ways.map(({ id, here: isHere }) => [id, isHere])).toEqual([['investigate', false]]);
    expect(fix.ways[0]?.steps[0]).toContain('Ask whoever runs the server to bring the file back');
  });

  it('can be given up with its signer where nobody pulls from it', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('jeff', 'ben');
    repository.publish();
    swapFile(repository, 'targets/ben', null);
    const here = { jeff: keyOf('jeff'), targets: repositoryKey };
    const fix = await fixIn(await examined(repository, { here }), 'role-unusable');
    expect(wayIn(fix, 'remove')).toMatchObject({ here: true, action: { request: { signer: 'ben' } } });
    expect(fix.automatic).toBe(false);
  });

  it('is not the file that was signed for', async () => {
    const { repository } = signedBy('jeff');
    repository.publish();
    swapFile(repository, 'targets/jeff', Buffer.from('something else'));
    const examination = await examined(repository);
    const finding = findingIn(examination, 'role-unusable');
    expect(finding.summary).toBe('targets/jeff is not the file that was signed for');
    expect(textsOf(finding)[0]).toMatch(/^targets\/jeff is not the file that was signed for\. It/);
    expect(wayIn(await fixIn(examination, 'role-unusable'), 'investigate').steps.join()).toContain(
      'not the one that the snapshot lists',
    );
  });

  it('is no trouble of its own where the server fell silent before it came to it', async () => {
    const { repository } = signedBy('jeff');
    const world = worldOf(repository.publish());
    const { answer } = world.remote;
    world.remote.answer = (request) =>
      request.role.startsWith('targets/') ? Promise.reject(unreachable()) : answer(request);
    const examination = await examined(repository, { world });
    expect(examination.facts?.delegations.map(({ usable }) => usable)).toEqual([false, false]);
    expect(codesIn(examination)).toEqual(['server-unreachable']);
  });

  it('is not valid', async () => {
    const { repository } = signedBy('jeff');
    repository.rewrites.set(
      'targets/jeff',
      rewritten((text) => text.replace('"version":1', '"version":"1"')),
    );
    const examination = await examined(repository.publish());
    expect(findingIn(examination, 'role-unusable').summary).toBe('targets/jeff is not valid');
  });

  it('has vanished, or is older than it was: nothing is published on top of that', async () => {
    const { repository, keyOf } = signedBy('jeff');
    const jeff = { keys: [keyOf('jeff')], version: 5 };
    repository.delegate('targets/jeff', jeff);
    const world = worldOf(repository.publish());
    await examined(repository, { world });
    repository.delegate('targets/jeff', { ...jeff, version: 4 });
    repository.snapshot.version += 1;
    repository.timestamp.version += 1;
    repository.publish();
    const older = await examined(repository, { world, here: { jeff: keyOf('jeff') } });
    expect(findingIn(older, 'role-unusable').summary).toBe(
      'The server serves an older targets/jeff than before',
    );
    const fix = await fixIn(older, 'role-unusable');
    expect(fix.ways.map(({ id, here }) => [id, here])).toEqual([
      ['investigate', false],
      ['forget', true],
    ]);
    expect(fix.automatic).toBe(false);
    const forget = wayIn(fix, 'forget');
    expect(forget.action).toMatchObject({ request: { kind: 'delete', remote: false } });
    expect(forget.steps[0]).toContain('whoever holds the key of targets');

    repository.unlisted.add('targets/jeff');
    repository.snapshot.version += 1;
    repository.timestamp.version += 1;
    repository.publish();
    const gone = await examined(repository, { world });
    expect(findingIn(gone, 'role-unusable').summary).toBe('targets/jeff has vanished from the server');
    expect((await fixIn(gone, 'role-unusable')).ways.map(({ id }) => id)).toEqual(['investigate', 'forget']);
  });

  it('is signed by a key that stands under a wrong ID, which whoever signs the role above can take out', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('jeff');
    const { id } = keyOf('jeff').key;
    const wrong = 'ab'.repeat(32);
    repository.rewrites.set(
      'targets',
      resigned([repositoryKey], (part) => JSON.parse(JSON.stringify(part).replaceAll(id, wrong))),
    );
    repository.rewrites.set(
      'targets/jeff',
      rewritten((text) => text.replaceAll(id, wrong)),
    );
    repository.rewrites.set(
      'targets/releases',
      rewritten((text) => text.replaceAll(id, wrong)),
    );
    const examination = await examined(repository.publish(), { here: { targets: repositoryKey } });
    const fixes = (await diagnosed(examination)).filter(({ finding }) => finding.code === 'role-unusable');
    expect(fixes.map(({ finding, fix }) => [finding.role, fix?.ways[0]?.id, fix?.ways[0]?.here])).toEqual([
      ['targets/releases', 'remove-key', true],
      ['targets/jeff', 'remove-key', true],
    ]);
  });
});

function staged(path: string, edits: readonly Edit[] | null): StagedChange {
  return {
    file: `${path}.change`,
    action: 'create',
    scope: 'targets/releases',
    type: 'target',
    path,
    edits,
  };
}

describe('changes that were staged and never published', () => {
  const put = (name: string): Edit => ({
    kind: 'put-target',
    role: RELEASES,
    target: tag(name),
  });

  it('are listed, and published or thrown away', async () => {
    const { repository, keyOf } = signedBy('jeff');
    const changes = [staged('v2', [put('v2')]), staged('v3', [put('v3')])];
    const options = { here: { jeff: keyOf('jeff') }, staged: changes };
    const examination = await examined(repository.publish(), options);
    expect(codesIn(examination)).toEqual(['pending-changes']);
    const finding = findingIn(examination, 'pending-changes');
    expect(finding).toMatchObject({ level: 'notice', summary: '2 staged changes were never published' });
    expect(textsOf(finding)).toEqual([
      'adds the tag v2 in targets/releases',
      'adds the tag v3 in targets/releases',
    ]);
    const fix = await fixIn(examination, 'pending-changes');
    expect(fix).toMatchObject({ automatic: false });
    expect(fix.ways).toMatchObject([
      { id: 'publish', here: true, action: { request: { kind: 'publish' } } },
      { id: 'reset', here: true, action: { kind: 'reset-staged' } },
    ]);
    expect(wayIn(fix, 'reset').commands.map(({ line }) => line)).toEqual([
      `trustdeck reset ${repository.gun} --all`,
      `notary reset ${repository.gun} --all`,
    ]);
  });

  it('can only be thrown away where this version cannot tell what they do', async () => {
    const { repository } = signedBy('jeff');
    const examination = await examined(repository.publish(), { staged: [staged('v2', null)] });
    expect(textsOf(findingIn(examination, 'pending-changes'))[0]).toContain('cannot publish');
    const fix = await fixIn(examination, 'pending-changes');
    expect(fix.ways.map(({ id, here }) => [id, here])).toEqual([
      ['publish', false],
      ['reset', true],
    ]);
    expect(wayIn(fix, 'publish').hindrance).not.toBeNull();
  });

  it('are none in a clean folder', async () => {
    const { repository } = signedBy('jeff');
    expect(codesIn(await examined(repository.publish()))).toEqual([]);
  });
});
