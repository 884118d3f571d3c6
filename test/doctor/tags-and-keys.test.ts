import { describe, expect, it } from 'vitest';
import { tag } from '../support/repository-builder.ts';
import { ecKey, rsaKey, testKey } from '../support/test-keys.ts';
import { codesIn, examined, findingIn, fixIn, signedBy, textsOf, wayIn } from './support/examined.ts';

const short = (id: string) => id.slice(0, 7);

/** jeff's role has another v1 than releases, which both may sign. */
function disputed(...tags: readonly string[]) {
  const built = signedBy('jeff', 'ben');
  const { repository, keyOf } = built;
  const both = { keys: [keyOf('jeff'), keyOf('ben')], signers: [keyOf('ben')] };
  repository.delegate('targets/releases', { ...both, targets: tags.map((name) => tag(name)) });
  repository.delegate('targets/ben', { keys: [keyOf('ben')], targets: tags.map((name) => tag(name)) });
  const old = tags.map((name) => tag(name, `old ${name}`));
  repository.delegate('targets/jeff', { keys: [keyOf('jeff')], targets: old });
  repository.publish();
  return built;
}

describe('a tag that releases and a signer disagree about', () => {
  it('is shown with every digest and role', async () => {
    const { repository } = disputed('v1');
    const finding = findingIn(await examined(repository), 'tag-disagrees');
    expect(finding).toMatchObject({ level: 'warning', subjects: ['v1'], short: '1 tag' });
    expect(finding.summary).toBe('Releases and jeff disagree about v1');
    const [released, old] = [tag('v1').sha256, tag('v1', 'old v1').sha256].map((hash) => hash?.slice(0, 12));
    expect(textsOf(finding)).toEqual([
      `v1 is sha256:${released} (2 bytes) in targets/releases`,
      `v1 is sha256:${old} (6 bytes) in targets/jeff`,
      `v1 is sha256:${released} (2 bytes) in targets/ben`,
    ]);
  });

  it('is settled by the signer signing what is released, by releasing what the signer signed, or by revoking', async () => {
    const { repository, keyOf } = disputed('v1');
    const fix = await fixIn(
      await examined(repository, { here: { jeff: keyOf('jeff'), ben: keyOf('ben') } }),
      'tag-disagrees',
    );
    expect(fix).toMatchObject({ automatic: false });
    expect(fix.judgement).toContain('you have to know');
    expect(fix.ways).toMatchObject([
      {
        id: 'released-jeff',
        here: true,
        action: { request: { kind: 'sign', signer: 'jeff', tags: [{ sha256: tag('v1').sha256 }] } },
      },
      {
        id: 'signed-jeff',
        here: true,
        action: { request: { kind: 'sign', signer: 'jeff', tags: [{ sha256: tag('v1', 'old v1').sha256 }] } },
      },
      { id: 'revoke', here: true, action: { request: { kind: 'revoke', tags: ['v1'], signer: null } } },
    ]);
  });

  it('is settled for a hundred tags at a time, however many there are', async () => {
    const names = Array.from({ length: 1000 }, (_, index) => `v${index} $(halt)`);
    const { repository, keyOf } = signedBy('jeff');
    const jeff = keyOf('jeff');
    repository.delegate('targets/releases', { keys: [jeff], targets: names.map((name) => tag(name, 'new')) });
    repository.delegate('targets/jeff', { keys: [jeff], targets: names.map((name) => tag(name, 'old')) });
    const examination = await examined(repository.publish(), { here: { jeff } });
    const finding = findingIn(examination, 'tag-disagrees');
    expect(finding.subjects).toHaveLength(1000);
    expect(finding.summary).toMatch(/^Releases and jeff disagree about v0 .* and 995 more$/);
    expect(finding.evidence.length).toBeLessThan(30);
    for (const { commands, label } of (await fixIn(examination, 'tag-disagrees')).ways) {
      expect(label).toContain('and 95 more');
      expect(commands[0]?.line.split(' && ')).toHaveLength(100);
      // What tags are called is never run by a shell.
      expect(commands[0]?.line.replaceAll(/'[^']*'/g, '')).not.toContain('$');
    }
  });

  it('is for the signer to settle whose key is elsewhere', async () => {
    const { repository, keyOf } = disputed('v1');
    const fix = await fixIn(await examined(repository, { here: { ben: keyOf('ben') } }), 'tag-disagrees');
    expect(wayIn(fix, 'released-jeff')).toMatchObject({
      here: false,
      who: [{ owner: { kind: 'signer', name: 'jeff' } }],
    });
    expect(wayIn(fix, 'released-jeff').hindrance).toContain("jeff's key");
    expect(fix.ways[0]).toMatchObject({ id: 'released-jeff', here: false });
    expect(fix.ways.at(-1)).toMatchObject({ id: 'revoke', here: true });
  });

  it('is settled one by one where there are few, and all alike where there are many', async () => {
    const few = disputed('v1', 'v2');
    const here = { jeff: few.keyOf('jeff') };
    const fix = await fixIn(await examined(few.repository, { here }), 'tag-disagrees');
    expect(fix.ways.map(({ id }) => id).toSorted()).toEqual([
      'released-jeff',
      'released-jeff-v1',
      'released-jeff-v2',
      'revoke',
      'revoke-v1',
      'revoke-v2',
      'signed-jeff',
      'signed-jeff-v1',
      'signed-jeff-v2',
    ]);
    expect(wayIn(fix, 'released-jeff-v2').action).toMatchObject({ request: { tags: [{ name: 'v2' }] } });
    const many = disputed('v1', 'v2', 'v3', 'v4');
    const alike = await fixIn(await examined(many.repository), 'tag-disagrees');
    expect(alike.ways.map(({ id }) => id).toSorted()).toEqual(['released-jeff', 'revoke', 'signed-jeff']);
  });

  it('may be an old entry of the repository key, which notary takes out', async () => {
    const { repository } = signedBy('alice');
    repository.targets.targets = [tag('v1', 'by the repository key')];
    const fix = await fixIn(await examined(repository.publish()), 'tag-disagrees');
    expect(wayIn(fix, 'targets').commands).toEqual([
      { tool: 'notary', line: `notary remove ${repository.gun} v1 --roles targets -p` },
    ]);
  });

  it('is none where digests agree, or where the role that differs does not count', async () => {
    const { repository, keyOf } = disputed('v1');
    repository.delegate('targets/jeff', { keys: [keyOf('jeff')], targets: [tag('v1')] });
    expect(codesIn(await examined(repository.publish()))).not.toContain('tag-disagrees');
    const old = [tag('v1', 'old v1')];
    repository.delegate('targets/jeff', { keys: [keyOf('jeff')], signers: [ecKey()], targets: old });
    expect(codesIn(await examined(repository.publish()))).not.toContain('tag-disagrees');
  });
});

it('is none while releases is broken, so that old entries of the repository key come to light', async () => {
  const { repository, keyOf } = disputed('v1');
  repository.targets.targets = [tag('v1', 'long ago')];
  repository.delegate('targets/releases', { keys: [keyOf('jeff')], signers: [keyOf('ben')] });
  expect(codesIn(await examined(repository.publish()))).not.toContain('tag-disagrees');
});

describe('a rotation that is half done', () => {
  it('is finished by taking out the key that nothing rests on', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('jeff');
    const next = ecKey();
    const both = { keys: [keyOf('jeff'), next], signers: [next] };
    repository.delegate('targets/releases', both);
    repository.delegate('targets/jeff', both);
    const examination = await examined(repository.publish(), { here: { targets: repositoryKey } });
    expect(findingIn(examination, 'rotation-unfinished')).toMatchObject({
      level: 'notice',
      role: 'targets/jeff',
      subjects: ['jeff'],
    });
    const old = keyOf('jeff').key.canonicalId;
    const fix = await fixIn(examination, 'rotation-unfinished');
    expect(fix).toMatchObject({ automatic: false });
    expect(fix.ways).toMatchObject([
      {
        here: true,
        label: `take out ${short(old)}; ${short(next.key.canonicalId)} stays`,
        action: { request: { kind: 'delegation-purge', keys: [old] } },
      },
    ]);
  });

  it('is not seen in a signer who simply has two keys', async () => {
    const { repository, keyOf } = signedBy('jeff');
    const both = { keys: [keyOf('jeff'), ecKey()] };
    repository.delegate('targets/releases', both);
    repository.delegate('targets/jeff', both);
    expect(codesIn(await examined(repository.publish()))).toEqual([]);
  });
});

describe('a key that never counts', () => {
  it('is told once, where it is the signer’s, and replaced by a new one', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('jeff', 'ben');
    const weak = rsaKey(1024);
    repository.delegate('targets/releases', { keys: [keyOf('ben'), weak], signers: [keyOf('ben')] });
    repository.delegate('targets/jeff', { keys: [weak], published: false });
    const here = { targets: repositoryKey, ben: keyOf('ben') };
    const examination = await examined(repository.publish(), { here });
    const id = weak.key.canonicalId;
    expect(findingIn(examination, 'weak-key')).toMatchObject({
      level: 'error',
      role: 'targets/jeff',
      subjects: [id],
      summary: `Too weak to count: jeff ${short(id)} in targets/jeff`,
    });
    const fix = await fixIn(examination, 'weak-key');
    expect(fix.automatic).toBe(false);
    expect(fix.ways[0]).toMatchObject({
      here: true,
      action: { kind: 'rotate-signer', signer: 'jeff', oldKeys: [id] },
    });
    expect(fix.ways[0]?.commands[0]?.line).toBe(`trustdeck signer rotate jeff ${repository.gun} --old ${id}`);
  });

  it('tells whose new key comes first where somebody else has to rotate', async () => {
    const { repository, keyOf } = signedBy('jeff', 'ben');
    const weak = rsaKey(1024);
    repository.delegate('targets/jeff', { keys: [weak], published: false });
    const examination = await examined(repository.publish(), { here: { ben: keyOf('ben') } });
    const rotate = wayIn(await fixIn(examination, 'weak-key'), 'rotate');
    expect(rotate).toMatchObject({ here: false, who: [{ owner: { kind: 'repository' } }] });
    expect(rotate.commands[0]?.line).toContain('--key jeff.pub');
    expect(rotate.steps.join()).toMatch(
      /trustdeck key generate jeff, or docker trust key generate jeff,.*sends jeff\.pub/,
    );
  });

  it('just goes where another key of the signer counts', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('alice');
    const odd = testKey('quantum', Buffer.from('?'), ecKey().privateKey);
    repository.delegate('targets/alice', { keys: [keyOf('alice'), odd], signers: [keyOf('alice')] });
    const examination = await examined(repository.publish(), { here: { targets: repositoryKey } });
    const fix = await fixIn(examination, 'weak-key');
    expect(fix.ways[0]).toMatchObject({
      id: 'remove',
      here: true,
      action: { request: { kind: 'delegation-purge', keys: [odd.key.canonicalId] } },
    });
  });

  it('is taken out of releases where it is nobody’s', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('alice');
    const weak = rsaKey(1024);
    repository.delegate('targets/releases', { keys: [keyOf('alice'), weak], signers: [keyOf('alice')] });
    const here = { targets: repositoryKey };
    const examination = await examined(repository.publish(), { here });
    expect(codesIn(examination).filter((code) => code !== 'root-key-missing')).toEqual(['weak-key']);
    expect(findingIn(examination, 'weak-key').role).toBe('targets/releases');
    const fix = await fixIn(examination, 'weak-key');
    expect(fix.ways).toMatchObject([
      { id: 'remove', action: { request: { kind: 'delegation-remove', role: 'targets/releases' } } },
    ]);
  });

  it('is rotated where it is the repository’s', async () => {
    const { repository } = signedBy('alice');
    const weak = rsaKey(1024);
    const [good] = repository.targets.keys;
    repository.targets.keys = [...(good === undefined ? [] : [good]), weak];
    repository.targets.signers = good === undefined ? null : [good];
    const [root] = repository.root.keys;
    const here = root === undefined ? {} : { root };
    const fix = await fixIn(await examined(repository.publish(), { here }), 'weak-key');
    expect(fix).toMatchObject({ label: 'Rotate the targets key', automatic: false });
    expect(fix.ways).toMatchObject([
      { here: true, action: { request: { kind: 'key-rotate', role: 'targets', newKey: null } } },
    ]);
  });
});
