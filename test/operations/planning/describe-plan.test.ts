import { describe, expect, it } from 'vitest';
import type { Sha256Hex } from '../../../source/base/index.ts';
import { planRepository } from '../../../source/operations/changes/plan-repository.ts';
import { planDifferences, samePlan } from '../../../source/operations/changes/planning/plan-differences.ts';
import { type ChangeRequest, describeNewPlan, describePlan } from '../../../source/operations/index.ts';
import { type DelegationPlan, tag } from '../../support/repository-builder.ts';
import { ecKey, ed25519Key } from '../../support/test-keys.ts';
import { idOf, JEFF, RELEASES, roleName, team } from './support/planning-world.ts';

const GUN = 'registry.example.com/team/app';

describe('a plan in words', () => {
  it('says of a rotation what changes where, by whom it is signed, and the command', () => {
    const { world, jeff } = team();
    const next = ecKey();
    const plan = world.plan(
      { kind: 'signer-rotate', signer: 'jeff', newKey: next.key, oldKeys: null, keepOld: false },
      { fresh: [next] },
    );
    const [old, now, repository] = [jeff, next, world.targetsKey].map((key) => idOf(key).slice(0, 12));
    expect(describePlan(plan)).toEqual([
      GUN,
      '',
      'What changes (one publish: readers see the old or the new state)',
      `  targets              v1 → v2    signed by repository key ${repository} (here)  valid until 2029-11-22`,
      `    - key  jeff ${old} ecdsa-p256  from releases and jeff`,
      `    + key  jeff ${now} ecdsa-p256  to releases and jeff`,
      `  targets/releases     v1 → v2    signed by jeff ${now} (new, here)  1 tag, content unchanged  valid until 2029-11-22`,
      `  targets/jeff         v1 → v2    signed by jeff ${now} (new, here)  1 tag, content unchanged  valid until 2029-11-22`,
      '  snapshot, timestamp  signed by the server',
      '',
      'What it means',
      '  1 tag stays trusted.',
      '',
      `Same as   trustdeck signer rotate jeff ${GUN}`,
    ]);
  });

  it('names who has to do what in two halves, one command for both roles', () => {
    const { world, jeff } = team();
    const next = ecKey();
    world.holds(world.targetsKey, jeff);
    const plan = world.plan({
      kind: 'signer-rotate',
      signer: 'jeff',
      newKey: next.key,
      oldKeys: null,
      keepOld: false,
    });
    const lines = describePlan(plan);
    const at = lines.indexOf('What others have to do');
    expect(lines.slice(at, at + 6)).toEqual([
      'What others have to do',
      `  Afterwards: jeff ${idOf(next).slice(0, 12)} signs targets/jeff and targets/releases`,
      `       trustdeck witness ${GUN} targets/jeff targets/releases`,
      `    or notary witness ${GUN} targets/jeff targets/releases -p`,
      `  Afterwards: repository key ${idOf(world.targetsKey).slice(0, 12)} takes the old key out, which changes targets`,
      `       trustdeck signer rotate jeff ${GUN} --key jeff.pub`,
    ]);
  });

  it('shows content that is signed again without enough signatures, digest by digest', () => {
    const { world, ben } = team();
    const releases = world.repository.delegations.get(RELEASES);
    if (releases !== undefined) {
      Object.assign(releases, { keys: [ben], signers: [ecKey()] });
    }
    world.repository.bump().publish();
    const lines = describePlan(world.plan({ kind: 'witness', roles: [RELEASES], as: null }));
    expect(lines).toContain(`    holds  v1  sha256:${tag('v1').sha256}`);
    expect(lines).toContain('Be sure');
  });

  it('shows all of what is signed for the first time, or without anybody vouching for it, however much that is', () => {
    const { world, ben } = team();
    const releases = world.repository.delegations.get(RELEASES) as DelegationPlan;
    const tags = Array.from({ length: 120 }, (_, index) => tag(`v${index}`));
    Object.assign(releases, { keys: [ben], signers: [ecKey()], targets: tags });
    const mallory = ecKey();
    world.repository.delegate('targets/releases/mallory', { keys: [mallory] });
    world.repository.bump().publish();
    const witness = world.plan({ kind: 'witness', roles: [RELEASES], as: null });
    const shown = describePlan(witness).filter((line) => line.startsWith('    holds  '));
    expect(shown.toSorted()).toEqual(
      [
        ...tags.map(({ name, sha256 }) => `    holds  ${name}  sha256:${sha256}`),
        `    holds  role targets/releases/mallory  1 of releases/mallory ${idOf(mallory).slice(0, 12)}  for all paths`,
      ].toSorted(),
    );
    const edits = tags.map((target) => ({ kind: 'put-target', role: JEFF, target }) as const);
    const staged = [{ file: 'a', action: 'create', scope: JEFF, type: 'target', path: 'x', edits } as const];
    const publish = describePlan(world.plan({ kind: 'publish' }, { staged }));
    expect(publish.filter((line) => line.includes('+ tag  '))).toHaveLength(tags.length - 1);
    expect(publish).toContain(`    + tag  v119  sha256:${tags[119]?.sha256}`);
  });

  it('says that there is nothing to do, or that others have to do it', () => {
    const { world, jeff } = team();
    const request = { kind: 'signer-add', signer: 'jeff', keys: [jeff.key] } as const;
    expect(describePlan(world.plan(request))[2]).toBe('Nothing to do: it is like that already.');
    world.holds(jeff);
    const added = describePlan(world.plan({ ...request, signer: 'carol' }));
    expect(added[2]).toBe('This cannot be done with the keys on this machine alone: nothing is published.');
    expect(added).toContain('What would change');
  });

  it('tells paths, thresholds and roles where they are written down', () => {
    const { world } = team();
    const qa = roleName('targets/qa');
    const keys = [ecKey().key, ecKey().key];
    const add = {
      kind: 'delegation-add',
      role: qa,
      keys,
      paths: ['rc-'],
      threshold: 2,
      keyIds: [],
      resign: false,
    } as const;
    const lines = describePlan(world.plan(add));
    expect(lines).toContain('    + role  targets/qa  for rc-');
    expect(lines).toContain('    signatures that qa needs: 2');
    const removed = describePlan(world.plan({ kind: 'delegation-remove', role: JEFF, keys: [], paths: [] }));
    expect(removed).toContain('    - role  targets/jeff');
  });

  it('lets no name steer the terminal', () => {
    const { world } = team();
    const edits = [{ kind: 'put-target', role: JEFF, target: tag('v\u202e1') }] as const;
    const staged = [{ file: 'a', action: 'create', scope: JEFF, type: 'target', path: 'x', edits } as const];
    const lines = describePlan(world.plan({ kind: 'publish' }, { staged })).join('\n');
    expect(lines).toContain('v\ufffd1');
    expect(lines).not.toContain('\u202e');
  });

  it('names the files that keys were read from, as they were named, and the key file of a root key', () => {
    const { world } = team();
    const [second, third] = [ecKey(), ecKey()];
    const keyPaths = new Map([[second.key.id, '../keys/jeff 2.pub']]);
    const add = { kind: 'signer-add', signer: 'jeff', keys: [second.key, third.key] } as const;
    expect(planRepository({ ...world.input(add), keyPaths }).commandLine).toBe(
      `trustdeck signer add jeff ${GUN} --key '../keys/jeff 2.pub' --key jeff-2.pub`,
    );
    const init = { kind: 'init', rootKey: world.rootKey.key, rootCertificate: null } as const;
    expect(world.plan(init).commandLine).toBe(
      `trustdeck init ${GUN} --root-key /trust/private/${idOf(world.rootKey)}.key`,
    );
  });

  it('names the algorithm of a key that is made on the way, where it is not the usual one', () => {
    const { world } = team();
    const next = ed25519Key();
    const rest = { oldKeys: null, keepOld: false } as const;
    const signer = { kind: 'signer-rotate', signer: 'jeff', newKey: next.key, ...rest } as const;
    expect(world.plan(signer, { fresh: [next] }).commandLine).toBe(
      `trustdeck signer rotate jeff ${GUN} --algorithm ed25519`,
    );
    const role = { kind: 'key-rotate', role: 'targets', serverManaged: false, newKey: next.key } as const;
    expect(world.plan(role, { fresh: [next] }).commandLine).toBe(
      `trustdeck key rotate ${GUN} --role targets --algorithm ed25519`,
    );
  });

  it('quotes what a shell would take apart', () => {
    const { world } = team();
    const add = {
      kind: 'delegation-add',
      role: roleName('targets/qa'),
      keys: [ecKey().key],
      paths: ["it's $HOME"],
      threshold: null,
      keyIds: [],
      resign: false,
    } as const;
    expect(world.plan(add).commandLine).toBe(
      `trustdeck delegation add ${GUN} targets/qa qa.pub --paths 'it'\\''s $HOME'`,
    );
  });
});

describe('two plans of one request', () => {
  const REMOVE = { kind: 'signer-remove', signer: 'jeff', resignAs: null } as const;

  it('are the same when only versions rose in between', () => {
    const { world } = team();
    const before = world.plan(REMOVE);
    world.repository.bump().publish();
    const after = world.plan(REMOVE);
    expect(samePlan(before, after)).toBe(true);
    expect(planDifferences(before, after)).toEqual([]);
  });

  it('are the same once a new key has been saved', () => {
    const { world } = team();
    const next = ecKey();
    const request = {
      kind: 'signer-rotate',
      signer: 'jeff',
      newKey: next.key,
      oldKeys: null,
      keepOld: false,
    } as const;
    const before = world.plan(request, { fresh: [next] });
    world.here.push(next);
    expect(samePlan(before, world.plan(request))).toBe(true);
  });

  it('differ when a tag would lose its signature that nobody was told about', () => {
    const { world } = team();
    const before = world.plan(REMOVE);
    const jeffs = world.repository.delegations.get(JEFF);
    if (jeffs !== undefined) {
      jeffs.targets = [tag('v1'), tag('v2')];
    }
    world.repository.bump().publish();
    expect(samePlan(before, world.plan(REMOVE))).toBe(false);
  });

  describe('that sign content', () => {
    const WITNESS = { kind: 'witness', roles: [RELEASES], as: null } as const;

    function planTwice(change: (releases: DelegationPlan) => void, request: ChangeRequest = WITNESS) {
      const { world } = team();
      const before = world.plan(request);
      change(world.repository.delegations.get(RELEASES) as DelegationPlan);
      world.repository.bump().publish();
      return [before, world.plan(request)] as const;
    }

    it('differ when a tag came to it in between, however well it is signed', () => {
      const [before, after] = planTwice((releases) => {
        releases.targets = [tag('v1'), tag('v2')];
      });
      expect(samePlan(before, after)).toBe(false);
      expect(planDifferences(before, after).map(({ role }) => role)).toEqual([RELEASES]);
    });

    it('show the tag that came in between, whose number alone would tell nobody', () => {
      const [before, after] = planTwice((releases) => {
        releases.targets = [{ ...tag('v1'), sha256: 'f'.repeat(64) as Sha256Hex }];
      });
      expect(describeNewPlan(before, before)).toEqual([]);
      expect(describeNewPlan(before, after)).toEqual(
        expect.arrayContaining([
          `- targets/releases holds  v1  sha256:${tag('v1').sha256}`,
          `+ targets/releases holds  v1  sha256:${'f'.repeat(64)}`,
        ]),
      );
    });

    it('differ when a tag means another image now', () => {
      const [before, after] = planTwice((releases) => {
        releases.targets = [{ ...tag('v1'), sha256: 'f'.repeat(64) as Sha256Hex }];
      });
      expect(samePlan(before, after)).toBe(false);
    });

    it('differ when the content that nobody vouches for is other content now', () => {
      const { world, ben } = team();
      const releases = world.repository.delegations.get(RELEASES) as DelegationPlan;
      Object.assign(releases, { keys: [ben], signers: [ecKey()] });
      world.repository.bump().publish();
      const before = world.plan(WITNESS);
      Object.assign(releases, { targets: [tag('evil')] });
      world.repository.bump().publish();
      expect(samePlan(before, world.plan(WITNESS))).toBe(false);
    });

    it('differ when delegations below it that are only handed on have changed', () => {
      const { world } = team();
      const request = { kind: 'witness', roles: [roleName('targets')], as: null } as const;
      const before = world.plan(request);
      world.repository.delegate('targets/mallory', { keys: [ecKey()] });
      world.repository.bump().publish();
      expect(samePlan(before, world.plan(request))).toBe(false);
    });

    it('are the same when somebody else was delegated to beside what the plan delegates to', () => {
      const { world } = team();
      const request = { kind: 'signer-add', signer: 'carol', keys: [ecKey().key] } as const;
      const before = world.plan(request);
      world.repository.delegate('targets/qa', { keys: [ecKey()] });
      world.repository.bump().publish();
      expect(samePlan(before, world.plan(request))).toBe(true);
    });
  });

  it('differ in the role whose keys are others now', () => {
    const { world, jeff } = team();
    const request = { kind: 'delegation-purge', keys: [idOf(jeff)] } as const;
    const before = world.plan(request);
    world.repository.delegate('targets/qa', { keys: [jeff, ecKey()] });
    world.repository.bump().publish();
    const after = world.plan(request);
    expect(samePlan(before, after)).toBe(false);
    expect(planDifferences(before, after).map(({ role }) => role)).toEqual(['targets/qa']);
  });
});
