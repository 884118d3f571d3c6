import { describe, expect, it } from 'vitest';
import { TestRepository } from '../support/repository-builder.ts';
import { ecKey, rsaKey } from '../support/test-keys.ts';
import { codesIn, examined, findingIn, fixIn, signedBy, textsOf, wayIn } from './support/examined.ts';

const short = (id: string) => id.slice(0, 7);

describe('signers without releases', () => {
  it('are named, and get a role of all their keys for all paths', async () => {
    const repository = new TestRepository();
    const [alice, bob] = [ecKey(), ecKey()];
    repository.delegate('targets/alice', { keys: [alice] });
    repository.delegate('targets/bob', { keys: [bob] });
    const [targets] = repository.targets.keys;
    const here = targets === undefined ? {} : { targets, alice };
    const examination = await examined(repository.publish(), { here });
    expect(findingIn(examination, 'releases-missing')).toMatchObject({
      level: 'warning',
      subjects: ['alice', 'bob'],
      summary: 'There is no targets/releases for what alice and bob sign',
    });
    const fix = await fixIn(examination, 'releases-missing');
    expect(fix).toMatchObject({ label: 'Create targets/releases', automatic: false });
    expect(fix.ways.map(({ id, here: isHere }) => [id, isHere])).toEqual([
      ['signers', true],
      ['alice', true],
      ['bob', true],
    ]);
    expect(wayIn(fix, 'signers').action).toMatchObject({
      request: {
        kind: 'delegation-add',
        role: 'targets/releases',
        keyIds: [alice.key.canonicalId, bob.key.canonicalId],
        paths: [''],
        resign: false,
      },
    });
  });

  it('are not missed where nobody signs but the repository key', async () => {
    expect(codesIn(await examined(new TestRepository().publish()))).not.toContain('releases-missing');
  });

  it('are not reported one by one as well', async () => {
    const repository = new TestRepository();
    repository.delegate('targets/alice');
    expect(codesIn(await examined(repository.publish()))).toEqual(['releases-missing']);
  });
});

describe('a signer without a key in releases', () => {
  it('is let in with the keys that count, and paths stay as they are', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('alice', 'bob');
    repository.delegate('targets/releases', { keys: [keyOf('alice')], paths: ['v'] });
    repository.delegate('targets/bob', { keys: [keyOf('bob'), rsaKey(1024)], signers: [keyOf('bob')] });
    const examination = await examined(repository.publish(), { here: { targets: repositoryKey } });
    expect(findingIn(examination, 'signer-not-in-releases')).toMatchObject({
      level: 'warning',
      subjects: ['bob'],
      summary: 'No key of bob is in targets/releases',
    });
    const fix = await fixIn(examination, 'signer-not-in-releases');
    expect(fix).toMatchObject({
      automatic: false,
      judgement: 'Whether bob may release is for you to decide.',
    });
    expect(wayIn(fix, 'signers')).toMatchObject({
      here: true,
      action: { request: { keyIds: [keyOf('bob').key.canonicalId], paths: [] } },
    });
  });

  it('is only noted when made for some paths: it may never have been meant to release', async () => {
    const { repository } = signedBy('alice');
    repository.delegate('targets/qa', { paths: ['nightly-'] });
    const finding = findingIn(await examined(repository.publish()), 'signer-not-in-releases');
    expect(finding).toMatchObject({ level: 'notice', subjects: ['qa'] });
    expect(finding.summary).toBe('qa may sign some paths only, and has no key in targets/releases');
    expect(finding.meaning.signs).toContain('Fine where that is the intention');
  });

  it('is not reported when the signer has no key at all, or nobody has one in releases', async () => {
    const { repository, keyOf } = signedBy('alice', 'bob');
    repository.delegate('targets/bob', { keys: [], signers: [ecKey()] });
    repository.delegate('targets/releases', { keys: [keyOf('alice')] });
    expect(codesIn(await examined(repository.publish()))).toEqual(['delegation-keys-below-threshold']);
    repository.delegate('targets/releases', { keys: [], signers: [ecKey()] });
    expect(codesIn(await examined(repository.publish()))).not.toContain('signer-not-in-releases');
  });
});

describe('a key in releases that is nobody’s', () => {
  it('gets an owner, or is removed', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('alice');
    const left = ecKey();
    repository.delegate('targets/releases', { keys: [keyOf('alice'), left], signers: [keyOf('alice')] });
    const examination = await examined(repository.publish(), { here: { targets: repositoryKey } });
    const id = left.key.canonicalId;
    const finding = findingIn(examination, 'releases-key-without-signer');
    expect(finding).toMatchObject({ level: 'warning', subjects: [id] });
    expect(textsOf(finding)).toEqual([
      `targets/releases may be signed by ${short(id)} (ecdsa-p256); its private key is not here`,
    ]);
    const fix = await fixIn(examination, 'releases-key-without-signer');
    expect(fix.automatic).toBe(false);
    expect(fix.ways).toMatchObject([
      { here: true, action: { kind: 'name-key', keyId: id } },
      { here: true, action: { request: { kind: 'delegation-remove', keys: [id] } } },
    ]);
    expect(fix.ways[0]?.commands[0]?.line).toBe(
      `trustdeck delegation add ${repository.gun} targets/new-signer --key-id ${id} --all-paths`,
    );
  });

  it('of which there are two, goes alone or with the other', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('alice');
    const [one, two] = [ecKey(), ecKey()];
    const ids = [one.key.canonicalId, two.key.canonicalId];
    repository.delegate('targets/releases', { keys: [keyOf('alice'), one, two], signers: [keyOf('alice')] });
    const examination = await examined(repository.publish(), { here: { targets: repositoryKey } });
    const fix = await fixIn(examination, 'releases-key-without-signer');
    expect(fix.ways.map(({ id }) => id)).toEqual([
      ...ids.map((id) => `name-${short(id)}`),
      'remove',
      ...ids.map((id) => `remove-${short(id)}`),
    ]);
  });

  it('is not reported when a signer with a certificate has the same key', async () => {
    const { repository } = signedBy('alice', 'bob');
    expect(codesIn(await examined(repository.publish()))).toEqual([]);
  });
});
