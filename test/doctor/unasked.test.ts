import { describe, expect, it } from 'vitest';
import { doctor } from '../../source/doctor/index.ts';
import type { FindingCode } from '../../source/operations/index.ts';
import { RELEASES, type Signer, type Target } from '../../source/tuf/index.ts';
import { daysFromNow, TestRepository, tag } from '../support/repository-builder.ts';
import { ecKey } from '../support/test-keys.ts';
import { examined, fixIn, localKey, signedBy } from './support/examined.ts';

const UNSIGNED = 'releases-signatures-below-threshold';

/** jeff and ben have released; releases carries only the signature of somebody who was removed since, or of nobody known. */
function unsigned(held: readonly Target[], releases = held) {
  const { repository, keyOf } = signedBy('jeff', 'ben');
  const [jeff, ben, removed] = [keyOf('jeff'), keyOf('ben'), ecKey()];
  repository.delegate('targets/jeff', { keys: [jeff], targets: held });
  repository.delegate('targets/ben', { keys: [ben], targets: [] });
  repository.delegate(RELEASES, { keys: [jeff, ben], signers: [removed], targets: releases });
  return { repository, jeff, ben, removed };
}

async function fixOf(repository: TestRepository, here: Signer, code: FindingCode = UNSIGNED) {
  return fixIn(await examined(repository.publish(), { here: { here } }), code);
}

describe('nobody is asked before releases is signed again', () => {
  it('where the key that signs says every tag in it already', async () => {
    const { repository, jeff } = unsigned([tag('v1'), tag('v2')]);
    expect(await fixOf(repository, jeff)).toMatchObject({ automatic: true, judgement: null });
  });

  it('but is where only others say what is in it: a key vouches for nobody else', async () => {
    const { repository, ben } = unsigned([tag('v1')]);
    const fix = await fixOf(repository, ben);
    expect(fix.automatic).toBe(false);
    expect(fix.judgement).toBe(
      `Ben's key ${ben.key.canonicalId.slice(0, 7)} has not signed all that ${RELEASES} holds, and would vouch for it: look at it first.`,
    );
  });
});

describe('somebody is asked before releases is signed again', () => {
  const v1 = tag('v1');
  const swapped: readonly (readonly [string, Target])[] = [
    ['another digest', tag('v1', 'other')],
    ['another length', { ...v1, length: v1.length + 1 }],
    ['other custom data', { ...v1, custom: { key: 'value' } }],
    ['another name', tag('v2', 'v1')],
    ['a digest more', { ...v1, sha512: 'ab'.repeat(64) as Target['sha512'] }],
  ];
  it.each(swapped)('whose tag has %s than the signer vouches for', async (_, target) => {
    const { repository, jeff } = unsigned([v1], [target]);
    expect((await fixOf(repository, jeff)).automatic).toBe(false);
  });

  it('which delegates further', async () => {
    const { repository, jeff } = unsigned([v1]);
    repository.delegate(`${RELEASES}/nightly`, { keys: [ecKey()] });
    expect((await fixOf(repository, jeff)).automatic).toBe(false);
  });

  it.each([
    ['is not signed by the signer', { signers: [ecKey()] }],
    ['has ended', { expires: daysFromNow(-1) }],
    ['may not hold the tag', { paths: ['other'] }],
    ['was never published', { published: false }],
  ])('of which the role of the signer %s', async (_, plan) => {
    const { repository, jeff } = unsigned([v1]);
    repository.delegate('targets/jeff', { keys: [jeff], targets: [v1], ...plan });
    expect((await fixOf(repository, jeff)).automatic).toBe(false);
  });

  it('of which the tag is vouched for by a second key of the signer, which may not release', async () => {
    const { repository, jeff, removed } = unsigned([v1]);
    // The key was stolen, taken out of releases, and forgotten in the role of the signer.
    repository.delegate('targets/jeff', { keys: [jeff, removed], signers: [removed], targets: [v1] });
    expect((await fixOf(repository, jeff)).automatic).toBe(false);
  });

  it('that needs two signatures, one of them by somebody who has said nothing', async () => {
    const { repository, jeff, ben } = unsigned([v1]);
    repository.delegate(RELEASES, { keys: [jeff, ben], threshold: 2, signers: [jeff], targets: [v1] });
    const examination = await examined(repository.publish(), { here: { jeff, ben } });
    expect((await fixIn(examination, UNSIGNED)).automatic).toBe(false);
  });
});

it('asks before the role of a signer is filled with what others have released', async () => {
  const { repository, keyOf } = signedBy('jeff', 'ben');
  const [jeff, ben] = [keyOf('jeff'), keyOf('ben')];
  repository.delegate(RELEASES, { keys: [jeff, ben], signers: [jeff], targets: [tag('v1')] });
  repository.delegate('targets/ben', { keys: [ben], signers: [ecKey()], targets: [tag('v1')] });
  const code = 'delegation-signatures-below-threshold';
  expect((await fixOf(repository, ben, code)).automatic).toBe(false);
  repository.delegate(RELEASES, { keys: [jeff, ben], signers: [ben], targets: [tag('v1')] });
  expect((await fixOf(repository, ben, code)).automatic).toBe(true);
});

describe('what has ended', () => {
  /** Pulled once: somebody's repository names a key of ours beside one of theirs, which has signed. */
  function theirs(expires: Date) {
    const [ours, their] = [ecKey(), ecKey()];
    const repository = new TestRepository('registry.example.com/them/bait');
    repository.delegate(RELEASES, { keys: [ours, their], signers: [their], targets: [tag('evil')], expires });
    return { repository, ours, their };
  }

  it.each([
    ['role-expired', -1],
    ['role-expiring', 10],
  ] as const)(
    'is not signed unasked by a key of ours that a stranger put beside theirs: %s',
    async (code, days) => {
      const { repository, ours } = theirs(daysFromNow(days));
      const fix = await fixOf(repository, ours, code);
      expect(fix).toMatchObject({ automatic: false, ways: [{ here: true }] });
      expect(fix.judgement).toContain(ours.key.canonicalId.slice(0, 7));
    },
  );

  it('is signed again by whoever signed it, although others whose keys are here could as well', async () => {
    for (const signer of ['jeff', 'ben']) {
      const { repository, keyOf } = signedBy('jeff', 'ben');
      const [jeff, ben] = [keyOf('jeff'), keyOf('ben')];
      const expires = daysFromNow(-1);
      repository.delegate('targets/jeff', { keys: [jeff], expires });
      repository.delegate('targets/ben', { keys: [ben], expires });
      repository.delegate(RELEASES, { keys: [jeff, ben], signers: [keyOf(signer)], expires });
      const examination = await examined(repository.publish(), { here: { jeff, ben } });
      // Each of the three roles ended; all are signed in one publish, and the first fix is that of all.
      for (const finding of doctor.examine(examination).findings) {
        expect(await doctor.prescribe(finding, examination)).toMatchObject({ automatic: true });
      }
    }
  });

  it('is not signed unasked where its parent was never signed by who may: its keys are anybody’s', async () => {
    const { repository, keyOf } = signedBy('jeff');
    const jeff = keyOf('jeff');
    repository.delegate('targets/jeff', { keys: [jeff], signers: [ecKey()] });
    repository.delegate('targets/jeff/bait', { keys: [jeff], expires: daysFromNow(-1) });
    const examination = await examined(repository.publish(), { here: { jeff } });
    const codes = doctor.examine(examination).findings.map(({ code }) => code);
    expect(codes).toEqual(['delegation-signatures-below-threshold']);
  });
});

it('counts a key that stands under two IDs once: a certificate around a key of ours makes no second signer', async () => {
  const { repository, jeff } = unsigned([tag('v1')]);
  const twin: Signer = { ...jeff };
  repository.delegate(RELEASES, {
    keys: [jeff, twin],
    threshold: 2,
    signers: [ecKey()],
    targets: [tag('v1')],
  });
  const examination = await examined(repository.publish(), { here: { jeff } });
  expect(examination.localKeys).toEqual([localKey(jeff, 'jeff')]);
  expect((await fixIn(examination, 'releases-keys-below-threshold')).automatic).toBe(false);
});
