import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../source/doctor/checks.ts';
import { doctor } from '../../source/doctor/index.ts';
import { NotaryError } from '../../source/notary/index.ts';
import type { Examination } from '../../source/operations/index.ts';
import { RELEASES } from '../../source/tuf/index.ts';
import { unreachable } from '../operations/support/fakes.ts';
import { worldOf } from '../operations/support/test-updates.ts';
import { TestRepository } from '../support/repository-builder.ts';
import { ecKey } from '../support/test-keys.ts';
import { codesIn, examined, findingIn, fixIn, signedBy, wayIn } from './support/examined.ts';

describe('a way that changes a repository', () => {
  it('cannot be gone while the server does not answer, although the keys are here', async () => {
    const { repository, keyOf } = signedBy('jeff');
    repository.delegate('targets/releases', { keys: [keyOf('jeff')], signers: [ecKey()] });
    const world = worldOf(repository.publish());
    const here = { jeff: keyOf('jeff') };
    await examined(repository, { world, here });
    world.remote.answer = () => Promise.reject(unreachable());
    const away = await examined(repository, { world, here });
    expect(away.error).not.toBeNull();
    // What is not trusted from the cache alone was never cached; releases did not verify.
    const fix = await doctor.prescribe(
      findingIn(await examined(repository, { here }), 'releases-signatures-below-threshold'),
      { ...(await examined(repository, { here })), error: away.error },
    );
    expect(fix).toMatchObject({ automatic: false, ways: [{ id: 'jeff', here: false }] });
    expect(fix?.ways[0]?.hindrance).toContain('has to be put right first');
    expect(fix?.ways[0]?.commands[0]?.line).toContain('trustdeck witness');
  });

  it('is not planned for a repository that could not be opened, and says why', async () => {
    const { repository, keyOf } = signedBy('jeff');
    repository.delegate('targets/releases', { keys: [keyOf('jeff')], signers: [ecKey()] });
    const open = await examined(repository.publish());
    const finding = findingIn(open, 'releases-signatures-below-threshold');
    const error = new NotaryError('server-unreachable', {
      server: 'https://notary.example.com',
      reason: 'refused',
      systemCode: 'ECONNREFUSED',
    });
    const closed: Examination = { ...open, facts: null, server: null, error };
    expect(await doctor.prescribe(finding, closed)).toBeNull();
    expect(codesIn(closed)).toContain('server-unreachable');
  });

  it('would make a new key where it needs one, without making any', async () => {
    const repository = new TestRepository();
    const [snapshot] = repository.snapshot.keys;
    const [root] = repository.root.keys;
    repository.publish();
    const without = await examined(repository, { here: snapshot === undefined ? {} : { snapshot } });
    expect(findingIn(without, 'snapshot-key-local')).toMatchObject({
      level: 'warning',
      role: 'snapshot',
      subjects: [snapshot?.key.canonicalId],
    });
    const fix = await fixIn(without, 'snapshot-key-local');
    expect(wayIn(fix, 'server')).toMatchObject({
      here: false,
      who: [{ owner: { kind: 'root' } }],
      commands: [
        { line: `trustdeck key rotate ${repository.gun} --role snapshot --server-managed` },
        { line: `notary key rotate ${repository.gun} snapshot -r` },
      ],
    });
    const here = snapshot === undefined || root === undefined ? {} : { snapshot, root };
    const able = await fixIn(await examined(repository, { here }), 'snapshot-key-local');
    expect(wayIn(able, 'server')).toMatchObject({ here: true });
    expect(able.automatic).toBe(false);
    expect(codesIn(await examined(repository))).not.toContain('snapshot-key-local');
  });

  it('that asks for fewer signatures is never gone by itself', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('jeff', 'ben');
    const keys = [keyOf('jeff'), keyOf('ben')];
    repository.delegate('targets/releases', { keys, threshold: 2, signers: [keyOf('ben')] });
    const here = { targets: repositoryKey, jeff: keyOf('jeff') };
    const fix = await fixIn(
      await examined(repository.publish(), { here }),
      'releases-signatures-below-threshold',
    );
    expect(fix.ways[0]).toMatchObject({ id: 'together', here: false });
    expect(wayIn(fix, 'threshold').here).toBe(true);
    expect(fix).toMatchObject({
      automatic: false,
      judgement: 'Whether fewer signatures are enough is for you to decide.',
    });
  });

  it('is planned for twenty signers; how the others do the same is told once', async () => {
    const names = Array.from({ length: 23 }, (_, index) => `signer-${index}`);
    const { repository, keyOf } = signedBy(...names);
    repository.delegate('targets/releases', { keys: names.map(keyOf), signers: [ecKey()] });
    const here = { last: keyOf('signer-22') };
    const fix = await fixIn(
      await examined(repository.publish(), { here }),
      'releases-signatures-below-threshold',
    );
    expect(fix.ways).toHaveLength(21);
    expect(fix.ways[0]).toMatchObject({ id: 'signer-22', here: true });
    expect(wayIn(fix, 'others')).toMatchObject({
      label: 'one of 3 more signers',
      commands: [{ line: `trustdeck witness ${repository.gun} targets/releases --as SIGNER` }],
    });
  });

  it('has an ID of its own, whatever signers are called', async () => {
    const { repository, repositoryKey } = signedBy('signers', 'jeff');
    repository.delegations.delete(RELEASES);
    const here = { targets: repositoryKey };
    const fix = await fixIn(await examined(repository.publish(), { here }), 'releases-missing');
    expect(fix.ways.map(({ id }) => id)).toEqual(['signers', 'signers-2', 'jeff']);
  });
});

it('says of every check what is wrong, what it means, and what the fix does', () => {
  for (const { words, code } of CHECKS) {
    const sentences = [words.wrong, words.remedy, words.pulls ?? '.', words.signs ?? '.'];
    expect(
      sentences.filter((text) => !text.endsWith('.')),
      code,
    ).toEqual([]);
    expect([words.pulls, words.signs], code).not.toEqual([null, null]);
  }
});
