import { describe, expect, it } from 'vitest';
import { doctor } from '../../source/doctor/index.ts';
import type { Signer } from '../../source/tuf/index.ts';
import { daysFromNow, TestRepository, tag } from '../support/repository-builder.ts';
import { certifiedKey, ecKey } from '../support/test-keys.ts';
import { codesIn, examined, findingIn, fixIn, signedBy, textsOf, wayIn } from './support/examined.ts';

const GUN = 'registry.example.com/team/app';

const brief = (line: string) => line.replace(/ --digest sha256:[0-9a-f]{64} --size 2/, '');

function adminKeys(repository: TestRepository): { readonly root: Signer; readonly targets: Signer } {
  const [[root], [targets]] = [repository.root.keys, repository.targets.keys];
  if (root === undefined || targets === undefined) {
    throw new Error('a test repository has a root and a repository key');
  }
  return { root, targets };
}

describe('a role that ends', () => {
  it.each([
    ['root', 30 * 5, 'role-expiring', 'warning'],
    ['root', -1, 'role-expired', 'error'],
    ['targets', 30 * 5, 'role-expiring', 'warning'],
    ['targets', -1, 'role-expired', 'error'],
  ] as const)('is found: %s in %i days', async (role, days, code, level) => {
    const repository = new TestRepository();
    repository[role].expires = daysFromNow(days);
    const examination = await examined(repository.publish());
    expect(codesIn(examination)).toEqual([code]);
    expect(findingIn(examination, code)).toMatchObject({ level, role, at: repository[role].expires });
  });

  it('counts six calendar months for targets', async () => {
    const repository = new TestRepository();
    repository.targets.expires = new Date('2027-05-23T12:00:00Z');
    expect(codesIn(await examined(repository.publish()))).toEqual([]);
    repository.targets.expires = new Date('2027-05-23T11:59:59Z');
    expect(codesIn(await examined(repository.publish()))).toEqual(['role-expiring']);
  });

  it('is a warning 30 days ahead for who can sign it, and a notice for the others', async () => {
    const { repository, keyOf } = signedBy('alice');
    const alice = keyOf('alice');
    repository.delegate('targets/alice', { keys: [alice], expires: daysFromNow(31) });
    expect(codesIn(await examined(repository.publish()))).toEqual([]);
    repository.delegate('targets/alice', { keys: [alice], expires: daysFromNow(29) });
    repository.publish();
    expect(findingIn(await examined(repository), 'role-expiring').level).toBe('notice');
    const here = await examined(repository, { here: { alice } });
    expect(findingIn(here, 'role-expiring')).toMatchObject({
      level: 'warning',
      short: 'expires 29 days',
      summary: 'targets/alice expires in 29 days, on 2026-12-22',
    });
  });

  it('says what it means where only a delegation has ended', async () => {
    const { repository, keyOf } = signedBy('alice');
    repository.delegate('targets/releases', { keys: [keyOf('alice')], expires: daysFromNow(-3) });
    const examination = await examined(repository.publish());
    expect(codesIn(examination)).toEqual(['role-expired']);
    const finding = findingIn(examination, 'role-expired');
    expect(finding.meaning.pulls).toBe('Pulls of released tags fail until it is signed again.');
    expect(textsOf(finding)).toContain('docker and notary print: targets/releases expired at …');
  });

  it('leaves a role alone that is broken by more than its date: whoever mends that renews it', async () => {
    const { repository, keyOf } = signedBy('alice');
    repository.delegate('targets/releases', {
      keys: [keyOf('alice')],
      signers: [ecKey()],
      expires: daysFromNow(-3),
    });
    expect(codesIn(await examined(repository.publish()))).toEqual(['releases-signatures-below-threshold']);
  });

  it('says nothing of dates where the repository itself is forged', async () => {
    const repository = new TestRepository();
    repository.targets.signers = [ecKey()];
    repository.targets.expires = daysFromNow(-3);
    expect(codesIn(await examined(repository.publish()))).toEqual(['repository-not-trusted']);
  });
});

describe('renewing', () => {
  it('is automatic where the key is here: the same content by the same signers', async () => {
    const { repository, keyOf } = signedBy('alice');
    const alice = keyOf('alice');
    repository.delegate('targets/alice', { keys: [alice], expires: daysFromNow(-3) });
    const examination = await examined(repository.publish(), { here: { alice } });
    const fix = await fixIn(examination, 'role-expired');
    expect(fix).toMatchObject({ automatic: true, judgement: null, label: 'Re-sign targets/alice' });
    expect(fix.ways.map(({ here }) => here)).toEqual([true]);
    expect(fix.ways[0]?.commands[0]?.line).toBe(`trustdeck witness ${GUN} targets/alice`);
  });

  it('renews everything that has ended and can be signed here in one publish', async () => {
    const { repository, keyOf } = signedBy('alice', 'ben');
    const [alice, ben] = [keyOf('alice'), keyOf('ben')];
    repository.root.expires = daysFromNow(-1);
    repository.targets.expires = daysFromNow(-2);
    repository.delegate('targets/releases', { keys: [alice, ben], expires: daysFromNow(-3) });
    repository.delegate('targets/ben', { keys: [ben], expires: daysFromNow(-3) });
    const { root, targets } = adminKeys(repository);
    const examination = await examined(repository.publish(), { here: { root, targets, alice } });
    const { findings } = doctor.examine(examination);
    expect(findings.map(({ code, role }) => `${code} ${role}`)).toEqual([
      'role-expired root',
      'role-expired targets',
      'role-expired targets/releases',
      'role-expired targets/ben',
    ]);
    const all = { kind: 'witness', roles: ['root', 'targets', 'targets/releases'], as: null };
    for (const finding of findings.slice(0, 3)) {
      const fix = await doctor.prescribe(finding, examination);
      expect(fix).toMatchObject({ automatic: true, ways: [{ here: true, action: { request: all } }] });
    }
    const [, , , bens] = findings;
    const fix = bens === undefined ? null : await doctor.prescribe(bens, examination);
    expect(fix).toMatchObject({ automatic: false, ways: [{ here: false }] });
  });

  it('is for a person to judge where an old state could pass for the newest: on first sight, with the base at its end', async () => {
    const { repository, keyOf } = signedBy('alice');
    repository.targets.expires = daysFromNow(-2);
    const { targets } = adminKeys(repository);
    const here = { targets, alice: keyOf('alice') };
    const published = repository.publish();
    const atFirstSight = await fixIn(await examined(published, { here, isNewHere: true }), 'role-expired');
    expect(atFirstSight).toMatchObject({ automatic: false, ways: [{ here: true }] });
    expect(atFirstSight.judgement).toContain('never verified this repository before');
    expect(await fixIn(await examined(published, { here }), 'role-expired')).toMatchObject({
      automatic: true,
      judgement: null,
    });
  });

  it('names who could where the key is not here', async () => {
    const { repository, keyOf } = signedBy('alice');
    const alice = keyOf('alice');
    repository.delegate('targets/alice', { keys: [alice], expires: daysFromNow(-3) });
    const fix = await fixIn(await examined(repository.publish()), 'role-expired');
    expect(fix).toMatchObject({ automatic: false, ways: [{ here: false }] });
    expect(fix.ways[0]?.who.map(({ canonicalId }) => canonicalId)).toEqual([alice.key.canonicalId]);
    expect(fix.ways[0]?.commands.map(({ tool }) => tool)).toContain('notary');
  });

  it('takes along what is about to end, but not the other way round', async () => {
    const { repository, keyOf } = signedBy('alice');
    const alice = keyOf('alice');
    repository.delegate('targets/releases', { keys: [alice], expires: daysFromNow(-1) });
    repository.delegate('targets/alice', { keys: [alice], expires: daysFromNow(10) });
    const examination = await examined(repository.publish(), { here: { alice } });
    const both = ['targets/releases', 'targets/alice'];
    expect((await fixIn(examination, 'role-expiring')).ways[0]?.action).toMatchObject({
      request: { roles: both },
    });
    expect((await fixIn(examination, 'role-expired')).ways[0]?.action).toMatchObject({
      request: { roles: ['targets/releases'] },
    });
  });
});

describe('what the server signs', () => {
  it.each(['timestamp', 'snapshot'] as const)('is the task of its admin: %s', async (role) => {
    const repository = new TestRepository();
    repository[role].expires = daysFromNow(-2);
    const { root } = adminKeys(repository);
    const examination = await examined(repository.publish(), { here: { root } });
    expect(codesIn(examination)).toEqual(['role-expired']);
    expect(findingIn(examination, 'role-expired').summary).toBe(
      `${role}, which the server signs, expired 2 days ago, on 2026-11-21, and was not renewed`,
    );
    const fix = await fixIn(examination, 'role-expired');
    expect(fix.automatic).toBe(false);
    const steps = wayIn(fix, 'server-admin').steps.join('\n');
    expect(steps).toContain(`${role} of ${GUN} that ended on 2026-11-21`);
    expect(steps).toContain('notary-signer');
    expect(wayIn(fix, 'new-server-key').action).toMatchObject({
      request: { kind: 'key-rotate', role, serverManaged: true },
    });
  });

  it('is not worth a word before it ends', async () => {
    const repository = new TestRepository();
    repository.timestamp.expires = daysFromNow(1);
    repository.snapshot.expires = daysFromNow(1);
    expect(codesIn(await examined(repository.publish()))).toEqual([]);
  });

  it('is ours where the snapshot key is here: publishing anything signs it', async () => {
    const repository = new TestRepository();
    repository.snapshot.expires = daysFromNow(-2);
    const [snapshot] = repository.snapshot.keys as [Signer];
    const { targets } = adminKeys(repository);
    const examination = await examined(repository.publish(), { here: { snapshot, targets } });
    const fix = await fixIn(examination, 'role-expired');
    expect(fix.automatic).toBe(true);
    expect(fix.ways.map(({ id, here }) => [id, here])).toEqual([
      ['renew', true],
      ['server', false],
    ]);
  });
});

describe('a certificate that ends', () => {
  it('is told once, where it is the signer', async () => {
    const repository = new TestRepository();
    const omar = certifiedKey({ commonName: 'omar', notAfter: daysFromNow(59) });
    repository.delegate('targets/releases', { keys: [omar] });
    repository.delegate('targets/omar', { keys: [omar] });
    const examination = await examined(repository.publish());
    expect(codesIn(examination)).toEqual(['certificate-expiring']);
    expect(findingIn(examination, 'certificate-expiring')).toMatchObject({
      level: 'warning',
      role: 'targets/omar',
      at: daysFromNow(59),
      subjects: [omar.key.canonicalId],
      summary: `The certificate of omar ${omar.key.canonicalId.slice(0, 7)} ends in 59 days, on 2027-01-21`,
    });
    const fix = await fixIn(examination, 'certificate-expiring');
    expect(fix.automatic).toBe(false);
    expect(fix.ways[0]?.action).toEqual({
      kind: 'rotate-signer',
      signer: 'omar',
      oldKeys: [omar.key.canonicalId],
    });
  });

  it('is fine with more than 60 days to go', async () => {
    const repository = new TestRepository();
    const omar = certifiedKey({ commonName: 'omar', notAfter: daysFromNow(61) });
    repository.delegate('targets/releases', { keys: [omar] });
    repository.delegate('targets/omar', { keys: [omar] });
    expect(codesIn(await examined(repository.publish()))).toEqual([]);
  });

  it('still counts for pulls once it has ended, in a delegation', async () => {
    const repository = new TestRepository();
    const omar = certifiedKey({ commonName: 'omar', notAfter: daysFromNow(-1) });
    repository.delegate('targets/releases', { keys: [omar] });
    repository.delegate('targets/omar', { keys: [omar] });
    const examination = await examined(repository.publish());
    expect(codesIn(examination)).toEqual(['certificate-expired']);
    expect(findingIn(examination, 'certificate-expired').meaning.pulls).toContain('still count');
  });

  it('is exchanged by hand in a role that is no signer', async () => {
    const { repository } = signedBy('alice');
    const nightly = certifiedKey({ commonName: 'ci', notAfter: daysFromNow(10) });
    repository.delegate('targets/alice/nightly', { keys: [nightly] });
    const fix = await fixIn(await examined(repository.publish()), 'certificate-expiring');
    expect(fix.ways[0]?.commands.map(({ line }) => line)).toEqual([
      `trustdeck delegation add ${GUN} targets/alice/nightly new.crt`,
      `trustdeck witness ${GUN} targets/alice/nightly`,
      `trustdeck delegation remove ${GUN} targets/alice/nightly ${nightly.key.canonicalId}`,
    ]);
  });

  it('stops everything once the one of the root has ended, and no change mends it', async () => {
    const repository = new TestRepository();
    const key = certifiedKey({ commonName: GUN, notAfter: daysFromNow(-1) });
    repository.root = { ...repository.root, keys: [key], expires: daysFromNow(-1) };
    const { targets } = adminKeys(repository);
    const examination = await examined(repository.publish(), { here: { root: key, targets } });
    expect(codesIn(examination)).toEqual(['certificate-expired']);
    const finding = findingIn(examination, 'certificate-expired');
    expect(finding.meaning.pulls).toContain('also where its trust data are cached');
    const fix = await fixIn(examination, 'certificate-expired');
    expect(fix).toMatchObject({ automatic: false, judgement: expect.any(String) });
    // notary-server refuses its own root by then, whatever is sent.
    expect(fix.ways.map(({ id, action }) => [id, action.kind])).toEqual([
      ['turn-back', 'outside'],
      ['begin-anew', 'outside'],
    ]);
    expect(wayIn(fix, 'begin-anew').steps.join('\n')).toContain(`notary delete ${GUN}`);
    const { sha256 } = tag('v1');
    expect(wayIn(fix, 'begin-anew').commands.map(({ line }) => line)).toEqual([
      `trustdeck delete ${GUN} --remote`,
      `trustdeck init ${GUN}`,
      `trustdeck sign ${GUN}:v1 --digest sha256:${sha256} --size 2`,
    ]);
    expect(wayIn(fix, 'turn-back').commands[0]?.line).toBe(`trustdeck key rotate ${GUN} --role root`);
  });

  it('loses no signature of anybody when the repository is begun anew', async () => {
    const { repository, keyOf } = signedBy('alice', 'ben');
    const key = certifiedKey({ commonName: GUN, notAfter: daysFromNow(-1) });
    repository.root = { ...repository.root, keys: [key] };
    repository.delegate('targets/releases', { keys: [keyOf('alice')], targets: [tag('v1'), tag('v2')] });
    repository.delegate('targets/alice', {
      keys: [keyOf('alice')],
      targets: [tag('v1'), tag('v2', 'other')],
    });
    repository.delegate('targets/ben', { keys: [keyOf('ben')], targets: [tag('v1'), tag('only-mine')] });
    const examination = await examined(repository.publish(), { here: { alice: keyOf('alice') } });
    const { commands, steps } = wayIn(await fixIn(examination, 'certificate-expired'), 'begin-anew');
    const lines = commands.map(({ line }) => line);
    expect(lines.filter((line) => line.includes(' signer add '))).toEqual([
      `trustdeck signer add alice ${GUN} --key alice.pub`,
      `trustdeck signer add ben ${GUN} --key ben.pub`,
    ]);
    expect(lines.filter((line) => line.includes(' sign ')).map(brief)).toEqual([
      `trustdeck sign ${GUN}:v1 --signer alice`,
      `trustdeck sign ${GUN}:v2`,
    ]);
    expect(steps.map(brief)).toContain(
      `ben, whose key is not here, signs v1 again: trustdeck sign ${GUN}:v1 --signer ben`,
    );
    expect([...lines, ...steps].join()).not.toContain('only-mine');
  });

  it('is rotated in time where that of the root is about to end', async () => {
    const repository = new TestRepository();
    const key = certifiedKey({ commonName: GUN, notAfter: daysFromNow(30) });
    repository.root = { ...repository.root, keys: [key] };
    const { targets } = adminKeys(repository);
    const examination = await examined(repository.publish(), { here: { root: key, targets } });
    expect(await fixIn(examination, 'certificate-expiring')).toMatchObject({
      automatic: false,
      ways: [{ here: true, action: { request: { kind: 'key-rotate', role: 'root' } } }],
    });
  });

  it('tells of the root once, where its certificate ends as well', async () => {
    const repository = new TestRepository();
    const key = certifiedKey({ commonName: GUN, notAfter: daysFromNow(30) });
    repository.root = { ...repository.root, keys: [key], expires: daysFromNow(30) };
    expect(codesIn(await examined(repository.publish()))).toEqual(['certificate-expiring']);
    repository.root.expires = daysFromNow(-1);
    repository.bump().publish();
    expect(codesIn(await examined(repository))).toEqual(['role-expired', 'certificate-expiring']);
  });

  it('is history beside a fresh one of the root', async () => {
    const repository = new TestRepository();
    const old = certifiedKey({ commonName: GUN, notAfter: daysFromNow(-1) });
    const fresh = certifiedKey({ commonName: GUN });
    repository.root = { ...repository.root, keys: [old, fresh] };
    expect(codesIn(await examined(repository.publish()))).toEqual([]);
  });
});

describe('clocks that differ', () => {
  const MINUTE = 60_000;
  const at = async (
    clockAhead: number | null,
    change: (repository: TestRepository) => void = () => undefined,
  ) => {
    const repository = new TestRepository();
    change(repository);
    return { ...(await examined(repository.publish())), clockAhead };
  };

  it.each([null, 0, 5 * MINUTE, -5 * MINUTE])('are not worth a word by %s ms', async (clockAhead) => {
    expect(codesIn(await at(clockAhead))).toEqual([]);
  });

  it.each([
    [61 * MINUTE, 'behind', '2026-11-23 13:01:00 UTC'],
    [-61 * MINUTE, 'ahead of', '2026-11-23 10:59:00 UTC'],
  ])('are found with what both say, by %i ms', async (clockAhead, direction, there) => {
    const examination = await at(clockAhead);
    expect(codesIn(examination)).toEqual(['clock-skew']);
    const finding = findingIn(examination, 'clock-skew');
    expect(finding.summary).toBe(`The clock of this machine is 61 minutes ${direction} that of the server`);
    expect(textsOf(finding)).toEqual(
      expect.arrayContaining(['this machine says 2026-11-23 12:00:00 UTC', `the server says ${there}`]),
    );
    expect(await fixIn(examination, 'clock-skew')).toMatchObject({ automatic: false });
  });

  it('are blamed alone for what only one of them calls expired', async () => {
    const examination = await at(-20 * 24 * 60 * MINUTE, (repository) => {
      repository.targets.expires = daysFromNow(-10);
      repository.timestamp.expires = daysFromNow(-1);
    });
    expect(codesIn(examination)).toEqual(['clock-skew', 'role-expiring']);
    expect(findingIn(examination, 'role-expiring').summary).toBe('targets expires in 10 days, on 2026-11-13');
    expect(textsOf(findingIn(examination, 'clock-skew'))).toContain(
      'timestamp is expired by the clock of this machine, and not by that of the server',
    );
  });

  it('are blamed alone for a root certificate that is not valid yet', async () => {
    const change = (repository: TestRepository) => {
      const key = certifiedKey({ commonName: GUN, notBefore: daysFromNow(3) });
      repository.root = { ...repository.root, keys: [key] };
    };
    expect(codesIn(await at(null, change))).toEqual(['repository-not-trusted']);
    expect(codesIn(await at(4 * 24 * 60 * MINUTE, change))).toEqual(['clock-skew']);
  });

  it('come before what both call expired, which nobody renews unasked by a wrong clock', async () => {
    const { repository, keyOf } = signedBy('alice');
    const alice = keyOf('alice');
    repository.delegate('targets/alice', { keys: [alice], expires: daysFromNow(-3) });
    const examination = {
      ...(await examined(repository.publish(), { here: { alice } })),
      clockAhead: 60 * MINUTE,
    };
    expect(codesIn(examination)).toEqual(['clock-skew', 'role-expired']);
    const fix = await fixIn(examination, 'role-expired');
    expect(fix.automatic).toBe(false);
    expect(fix.judgement).toContain('first make sure that yours is right');
    expect((await fixIn(examination, 'clock-skew')).judgement).toBeNull();
  });
});
