import { describe, expect, it } from 'vitest';
import type { JsonValue, SignedPart } from '../../source/tuf/index.ts';
import { resigned, tag } from '../support/repository-builder.ts';
import { ecKey, rsaKey } from '../support/test-keys.ts';
import { codesIn, examined, findingIn, fixIn, signedBy, textsOf, wayIn } from './support/examined.ts';

const short = (id: string) => id.slice(0, 7);

function withReleasesKey(delegations: JsonValue | undefined, keyId: string): JsonValue {
  const { keys, roles } = delegations as { readonly keys: SignedPart; readonly roles: readonly SignedPart[] };
  const name = 'targets/releases';
  return { keys, roles: roles.map((role) => (role['name'] === name ? { ...role, keyids: [keyId] } : role)) };
}

describe('releases without enough keys', () => {
  it('is found once, with what it lists and who signed what it holds', async () => {
    const { repository, keyOf } = signedBy('jeff');
    repository.delegate('targets/releases', { keys: [], signers: [keyOf('jeff')] });
    const examination = await examined(repository.publish());
    expect(codesIn(examination)).toEqual(['releases-keys-below-threshold']);
    const finding = findingIn(examination, 'releases-keys-below-threshold');
    expect(finding).toMatchObject({
      level: 'error',
      role: 'targets/releases',
      short: 'releases',
      summary: 'targets/releases needs 1 signature but lists 0 keys',
    });
    expect(textsOf(finding)).toEqual([
      'version 1 of targets/releases holds 1 tag and is valid until 2029-11-22',
      `signed by jeff ${short(keyOf('jeff').key.canonicalId)}, whose key is no longer in this role`,
      'docker and notary print: role targets/releases has fewer keys than its threshold of 1; it will not be usable until keys are added to it',
      'docker and notary print: Error getting targets/releases: valid signatures did not meet threshold for targets/releases',
    ]);
  });

  it('lets a person choose among the signers, those whose key is here first, and re-signs with it', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('ben', 'jeff');
    repository.delegate('targets/releases', { keys: [], signers: [ecKey()] });
    const here = { targets: repositoryKey, jeff: keyOf('jeff') };
    const fix = await fixIn(await examined(repository.publish(), { here }), 'releases-keys-below-threshold');
    expect(fix.ways.map(({ id, here: isHere }) => [id, isHere])).toEqual([
      ['jeff', true],
      ['ben', true],
      ['key-file', false],
    ]);
    expect(fix).toMatchObject({ automatic: false, label: 'Add keys to targets/releases' });
    expect(fix.judgement).toContain('is for you to decide');
    const jeff = keyOf('jeff').key.canonicalId;
    expect(wayIn(fix, 'jeff')).toMatchObject({
      label: `add jeff, whose key ${short(jeff)} is here`,
      action: {
        kind: 'change',
        request: { kind: 'delegation-add', role: 'targets/releases', keyIds: [jeff], resign: true },
      },
      steps: [],
    });
    // ben's key counts from then on; what releases holds is for ben to sign.
    expect(wayIn(fix, 'ben').steps.join()).toContain('Afterwards whoever holds ben');
  });

  it('tells who holds the repository key where that is not here, with commands of both tools', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('jeff');
    repository.delegate('targets/releases', { keys: [], signers: [ecKey()] });
    const examination = await examined(repository.publish(), { here: { jeff: keyOf('jeff') } });
    const way = wayIn(await fixIn(examination, 'releases-keys-below-threshold'), 'jeff');
    const { canonicalId } = repositoryKey.key;
    expect(way).toMatchObject({
      here: false,
      who: [{ canonicalId, owner: { kind: 'repository' } }],
      hindrance: `targets has to be signed with the repository key ${short(canonicalId)}, which is not here`,
    });
    expect(way.commands.map(({ tool, line }) => [tool, line])).toEqual([
      [
        'trustdeck',
        `trustdeck delegation add ${repository.gun} targets/releases --key-id ${keyOf('jeff').key.canonicalId} --resign`,
      ],
      ['notary', `notary delegation add ${repository.gun} targets/releases jeff.pub -p`],
    ]);
  });

  it('offers several signers together, or a lower threshold, where one signer is not enough', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('ben', 'jeff', 'zoe');
    repository.delegate('targets/releases', { keys: [keyOf('jeff')], threshold: 3 });
    const here = { targets: repositoryKey, jeff: keyOf('jeff') };
    const fix = await fixIn(await examined(repository.publish(), { here }), 'releases-keys-below-threshold');
    expect(fix.ways.map(({ id }) => id)).toEqual(['all', 'key-file', 'threshold']);
    expect(wayIn(fix, 'threshold')).toMatchObject({
      here: true,
      label: 'ask for 1 signature instead of 3',
      action: { request: { threshold: 1, keyIds: [], resign: true } },
    });
    expect(wayIn(fix, 'all').label).toBe('add ben and zoe, of whom 3 have to sign');
  });

  it('names a key that is listed by its ID alone', async () => {
    const { repository } = signedBy('jeff');
    const lost = ecKey().key.id;
    repository.delegate('targets/releases', { keys: [], signers: [ecKey()] });
    repository.rewrites.set(
      'targets',
      resigned(repository.targets.keys, (part) => ({
        ...part,
        delegations: withReleasesKey(part.delegations, lost),
      })),
    );
    const examination = await examined(repository.publish());
    const texts = textsOf(findingIn(examination, 'releases-keys-below-threshold'));
    expect(texts).toContain(`targets/releases names the key ${lost} without giving it`);
  });
});

describe('releases without enough signatures that count', () => {
  it('names who signed it and why that no longer counts', async () => {
    const { repository, keyOf } = signedBy('jeff', 'ben');
    repository.delegate('targets/releases', { keys: [keyOf('jeff')], signers: [keyOf('ben')] });
    const examination = await examined(repository.publish());
    expect(codesIn(examination)).toEqual(['releases-signatures-below-threshold', 'signer-not-in-releases']);
    const finding = findingIn(examination, 'releases-signatures-below-threshold');
    expect(finding.summary).toBe('targets/releases needs 1 signature that counts and has 0');
    const ben = keyOf('ben').key.canonicalId;
    expect(finding.evidence[0]).toEqual({
      text: `signed by ben ${short(ben)}, whose key is no longer in this role`,
      role: 'targets/releases',
      keyId: ben,
      version: 1,
      owner: 'ben',
    });
  });

  it('is re-signed by itself only when signers vouch for every tag in it', async () => {
    const { repository, keyOf } = signedBy('jeff', 'ben');
    const here = { jeff: keyOf('jeff') };
    const plan = { keys: [keyOf('jeff')], signers: [ecKey()] };
    repository.delegate('targets/releases', plan);
    const vouched = await fixIn(
      await examined(repository.publish(), { here }),
      'releases-signatures-below-threshold',
    );
    expect(vouched).toMatchObject({ automatic: true, judgement: null });
    expect(vouched.ways).toMatchObject([
      { id: 'jeff', here: true, action: { request: { kind: 'witness', as: 'jeff' } } },
    ]);

    for (const targets of [[tag('v1', 'something else')], [tag('v1'), tag('v2')]]) {
      repository.delegate('targets/releases', { ...plan, targets });
      const unseen = await fixIn(
        await examined(repository.publish(), { here }),
        'releases-signatures-below-threshold',
      );
      expect(unseen.automatic).toBe(false);
      expect(unseen.judgement).toContain(
        'vouches for 1 tag in it that nobody else who may release vouches for now',
      );
    }
  });

  it('does not take the word of who may not release, or not those tags', async () => {
    const { repository, keyOf } = signedBy('jeff', 'ben');
    const evil = { targets: [tag('v1', 'evil')] };
    repository.delegate('targets/releases', { keys: [keyOf('jeff')], signers: [keyOf('ben')], ...evil });
    repository.delegate('targets/ben', { keys: [keyOf('ben')], ...evil });
    const here = { jeff: keyOf('jeff') };
    const code = 'releases-signatures-below-threshold';
    expect(await fixIn(await examined(repository.publish(), { here }), code)).toMatchObject({
      automatic: false,
      judgement: expect.stringContaining('vouches for 1 tag'),
    });
    const both = { keys: [keyOf('jeff'), keyOf('ben')], signers: [ecKey()] };
    repository.delegate('targets/releases', { ...both, ...evil });
    repository.delegate('targets/ben', { keys: [keyOf('ben')], paths: ['nightly-'], ...evil });
    expect(await fixIn(await examined(repository.publish(), { here }), code)).toMatchObject({
      automatic: false,
    });
  });

  it('does not take the word of a role that does not count itself', async () => {
    const { repository, keyOf } = signedBy('jeff');
    const stranger = ecKey();
    repository.delegate('targets/releases', { keys: [keyOf('jeff')], signers: [stranger] });
    repository.delegate('targets/jeff', { keys: [keyOf('jeff')], signers: [stranger] });
    const here = { jeff: keyOf('jeff') };
    const examination = await examined(repository.publish(), { here });
    for (const code of [
      'releases-signatures-below-threshold',
      'delegation-signatures-below-threshold',
    ] as const) {
      expect(await fixIn(examination, code)).toMatchObject({ automatic: false });
    }
  });

  it('is not re-signed by itself where it delegates further, which nobody else vouches for', async () => {
    const { repository, keyOf } = signedBy('jeff');
    repository.delegate('targets/releases', { keys: [keyOf('jeff')], signers: [ecKey()] });
    repository.delegate('targets/releases/nightly');
    const examination = await examined(repository.publish(), { here: { jeff: keyOf('jeff') } });
    const fix = await fixIn(examination, 'releases-signatures-below-threshold');
    expect(fix).toMatchObject({ automatic: false });
    expect(fix.judgement).toContain('delegations too');
  });

  it('lets a person choose where the keys of several signers are here', async () => {
    const { repository, keyOf } = signedBy('jeff', 'ben', 'zoe');
    repository.delegate('targets/releases', {
      keys: [keyOf('ben'), keyOf('jeff'), keyOf('zoe')],
      signers: [ecKey()],
    });
    const here = { jeff: keyOf('jeff'), zoe: keyOf('zoe') };
    const examination = await examined(repository.publish(), { here });
    const fix = await fixIn(examination, 'releases-signatures-below-threshold');
    expect(fix).toMatchObject({
      automatic: false,
      judgement: 'Several signers could sign: who does is for you to decide.',
    });
    expect(fix.ways.map(({ id, here: isHere }) => [id, isHere])).toEqual([
      ['jeff', true],
      ['zoe', true],
      ['ben', false],
    ]);
  });

  it('says who can sign where no key is here, with commands of both tools', async () => {
    const { repository, keyOf } = signedBy('jeff', 'ben');
    repository.delegate('targets/releases', { keys: [keyOf('jeff')], signers: [keyOf('ben')] });
    const examination = await examined(repository.publish());
    const fix = await fixIn(examination, 'releases-signatures-below-threshold');
    const jeff = short(keyOf('jeff').key.canonicalId);
    expect(fix.automatic).toBe(false);
    expect(fix.ways).toMatchObject([
      {
        here: false,
        who: [{ owner: { kind: 'signer', name: 'jeff' } }],
        hindrance: `targets/releases has to be signed with jeff's key ${jeff}, which is not here`,
      },
    ]);
    expect(fix.ways[0]?.commands.map(({ line }) => line)).toEqual([
      `trustdeck witness ${repository.gun} targets/releases --as jeff`,
      `notary witness ${repository.gun} targets/releases -p`,
    ]);
  });

  it('is honest where several have to sign: all keys have to be on one machine', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('jeff', 'ben');
    const keys = [keyOf('jeff'), keyOf('ben')];
    repository.delegate('targets/releases', { keys, threshold: 2, signers: [keyOf('jeff')] });
    repository.publish();
    const code = 'releases-signatures-below-threshold';
    const one = await examined(repository, { here: { jeff: keyOf('jeff'), targets: repositoryKey } });
    const fix = await fixIn(one, code);
    expect(fix.ways.map(({ id, here }) => [id, here])).toEqual([
      ['together', false],
      ['threshold', true],
    ]);
    expect(wayIn(fix, 'together').hindrance).toContain('needs 2 signatures made on one machine');
    expect(wayIn(fix, 'together').steps.join()).toContain('2 signatures in one publish');
    const both = await examined(repository, { here: { jeff: keyOf('jeff'), ben: keyOf('ben') } });
    expect(wayIn(await fixIn(both, code), 'together')).toMatchObject({ here: true });
  });

  it('asks for other keys where none that is listed can ever count', async () => {
    const { repository, keyOf } = signedBy('jeff');
    const weak = rsaKey(1024);
    repository.delegate('targets/releases', { keys: [weak], signers: [keyOf('jeff')] });
    const examination = await examined(repository.publish());
    expect(codesIn(examination)).toContain('weak-key');
    const fix = await fixIn(examination, 'releases-signatures-below-threshold');
    expect(fix.ways.map(({ id }) => id)).toEqual(['jeff', 'key-file']);
  });
});

describe('other delegations', () => {
  it('are told from releases, and have the same ways', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('alice');
    repository.delegate('targets/qa', { keys: [], signers: [ecKey()] });
    const team = ecKey();
    repository.delegate('targets/team', { keys: [team], signers: [ecKey()] });
    const examination = await examined(repository.publish(), {
      here: { targets: repositoryKey, alice: keyOf('alice'), team },
    });
    expect(findingIn(examination, 'delegation-keys-below-threshold')).toMatchObject({
      role: 'targets/qa',
      short: 'qa',
    });
    const keys = await fixIn(examination, 'delegation-keys-below-threshold');
    expect(keys.ways.map(({ id, here }) => [id, here])).toEqual([
      ['key-file', false],
      ['remove', true],
      ['alice', true],
      ['team', true],
    ]);
    expect(wayIn(keys, 'alice').label).toMatch(/^let alice, whose key \w+ is here, sign as qa$/);
    expect(wayIn(keys, 'remove')).toMatchObject({
      here: true,
      label: 'remove the signer qa',
      action: { request: { kind: 'signer-remove', signer: 'qa' } },
    });
    const signatures = await fixIn(examination, 'delegation-signatures-below-threshold');
    expect(wayIn(signatures, 'team')).toMatchObject({
      here: true,
      action: { request: { kind: 'witness', roles: ['targets/team'], as: 'team' } },
    });
  });

  it('of a signer are offered to the key that has signed there, before anything is given up', async () => {
    const { repository, keyOf, repositoryKey } = signedBy('alice', 'bob');
    repository.delegate('targets/bob', { keys: [], signers: [keyOf('bob')] });
    const examination = await examined(repository.publish(), {
      here: { targets: repositoryKey, alice: keyOf('alice') },
    });
    const { ways } = await fixIn(examination, 'delegation-keys-below-threshold');
    expect(ways.map(({ id }) => id)).toEqual(['bob', 'key-file', 'remove', 'alice']);
    expect(ways[0]?.label).toMatch(/^add bob, whose key \w+ is not here$/);
  });

  it('below a broken one have no trouble of their own', async () => {
    const { repository, keyOf } = signedBy('alice');
    const alice = { keys: [keyOf('alice')], signers: [ecKey()] };
    repository.delegate('targets/alice', alice);
    repository.delegate('targets/alice/nightly', { keys: [], signers: [ecKey()] });
    const examination = await examined(repository.publish());
    expect(codesIn(examination)).toEqual(['delegation-signatures-below-threshold']);
  });

  it('are fine when nobody has ever signed into them', async () => {
    const { repository } = signedBy('alice');
    repository.delegate('targets/releases', { published: false, keys: repository.targets.keys });
    const qa = { keys: [ecKey()], published: false };
    repository.delegate('targets/qa', qa);
    repository.delegate('targets/releases', { published: false, keys: qa.keys });
    const { findings } = { findings: codesIn(await examined(repository.publish())) };
    expect(findings.filter((code) => code.endsWith('-threshold'))).toEqual([]);
  });
});

it('finds nothing in a repository that is well', async () => {
  const { repository, keyOf } = signedBy('alice', 'bob');
  const here = { alice: keyOf('alice') };
  expect(codesIn(await examined(repository.publish(), { here }))).toEqual([]);
});
