import { describe, expect, it } from 'vitest';
import { type ChangeRequest, reportError } from '../../../source/operations/index.ts';
import { daysFromNow } from '../../support/repository-builder.ts';
import { certifiedKey, ecKey } from '../../support/test-keys.ts';
import {
  amend,
  idOf,
  isUsable,
  JEFF,
  type PlanningWorld,
  RELEASES,
  roleName,
  rowOf,
  team,
} from './support/planning-world.ts';

const ROOT = roleName('root');
const TARGETS = roleName('targets');
const ENDED = daysFromNow(-1);

function witness(...roles: readonly (typeof ROOT)[]): ChangeRequest {
  return { kind: 'witness', roles, as: null };
}

/** A team of whose roles these have ended. */
function ended(...roles: readonly ('root' | 'targets' | 'releases' | 'jeff')[]) {
  const made = team();
  const { repository } = made.world;
  for (const role of roles) {
    const plan =
      role === 'root' || role === 'targets'
        ? repository[role]
        : repository.delegations.get(roleName(`targets/${role}`));
    Object.assign(plan ?? {}, { expires: ENDED });
  }
  repository.root.version += 1;
  repository.bump().publish();
  return made;
}

/** The certificate of the root key ran out; everything else holds. */
function uncertified(world: PlanningWorld): void {
  const { repository } = world;
  const old = certifiedKey({ commonName: repository.gun, notAfter: daysFromNow(-2) });
  repository.root.keys = [old];
  world.here[0] = old;
  world.roles.set(idOf(old), 'root');
  repository.bump().publish();
}

describe('a repository of which everything has ended', () => {
  it('is cured by one witness that names all of it, without any risk', () => {
    const { world } = ended('root', 'targets', 'releases', 'jeff');
    expect(world.state()?.trusted).toBe(false);
    const plan = world.plan(witness(ROOT, TARGETS, RELEASES, JEFF));
    expect(plan).toMatchObject({ outcome: 'ready', risks: [], tasks: [] });
    expect(plan.roles.map(({ role, action }) => [role, action])).toEqual([
      [ROOT, 're-signed'],
      [TARGETS, 're-signed'],
      [RELEASES, 're-signed'],
      [JEFF, 're-signed'],
      ['snapshot', 'server-signed'],
      ['timestamp', 'server-signed'],
    ]);
    const after = world.carryOut(plan);
    expect(after.trusted).toBe(true);
    expect([RELEASES, JEFF].map((role) => isUsable(after, role))).toEqual([true, true]);
  });

  it('is cured step by step: root and targets together, then each delegation by whoever has its key', () => {
    const { world, jeff } = ended('root', 'targets', 'releases', 'jeff');
    const [rootKey, targetsKey] = [world.rootKey, world.targetsKey];
    world.holds(rootKey, targetsKey);
    expect(world.carryOut(world.plan(witness(ROOT, TARGETS))).trusted).toBe(true);
    world.holds(jeff);
    const first = world.carryOut(world.plan(witness(RELEASES)));
    expect([RELEASES, JEFF].map((role) => isUsable(first, role))).toEqual([true, false]);
    const second = world.carryOut(world.plan(witness(JEFF)));
    expect([RELEASES, JEFF].map((role) => isUsable(second, role))).toEqual([true, true]);
  });

  it.each([
    [[ROOT], [TARGETS], [TARGETS, ROOT]],
    [[TARGETS], [ROOT], [ROOT, TARGETS]],
    [[RELEASES], [ROOT, TARGETS], [ROOT, TARGETS, RELEASES]],
  ])('is not half cured: a witness of %s says that %s is to be signed with it', (asked, missing, roles) => {
    const { world } = ended('root', 'targets', 'releases');
    const refusal = expect.objectContaining({
      code: 'others-expired',
      detail: { gun: world.repository.gun, missing, roles },
    });
    expect(() => world.plan(witness(...asked))).toThrow(refusal);
    expect(world.plan(witness(...roles)).outcome).toBe('ready');
  });

  it('is for those who have the keys, which are all named', () => {
    const { world, jeff } = ended('root', 'targets');
    const { rootKey, targetsKey } = world;
    world.holds(jeff);
    const plan = world.plan(witness(ROOT, TARGETS));
    expect(plan.outcome).toBe('needs-others');
    expect(plan.tasks.map(({ role, who }) => [role, who.map(({ canonicalId }) => canonicalId)])).toEqual([
      [ROOT, [idOf(rootKey)]],
      [TARGETS, [idOf(targetsKey)]],
    ]);
  });

  it('still has to be signed by those who may: what a stranger signed is no matter of time', () => {
    const { world } = ended('root', 'targets');
    world.repository.targets.signers = [ecKey()];
    world.repository.bump().publish();
    expect(() => world.plan(witness(ROOT, TARGETS))).toThrow(
      expect.objectContaining({ code: 'signatures-below-threshold' }),
    );
  });
});

describe('a root whose certificate has ended', () => {
  const ROTATE = { kind: 'key-rotate', role: 'root', serverManaged: false, newKey: null } as const;

  it('gets another one with a rotation, which the old key vouches for', () => {
    const { world } = team();
    uncertified(world);
    expect(world.state()?.failure?.code).toBe('root-certificates-invalid');
    const plan = world.plan(ROTATE);
    expect(plan).toMatchObject({ outcome: 'ready', risks: ['root-rotation'] });
    expect(rowOf(plan, ROOT)?.signedBy).toHaveLength(2);
    expect(world.carryOut(plan).trusted).toBe(true);
  });

  it('is not mended by signing it again, and the refusal says who knows more', () => {
    const { world } = team();
    uncertified(world);
    expect(() => world.plan(witness(ROOT))).toThrow(
      expect.objectContaining({ code: 'root-certificates-invalid' }),
    );
    try {
      world.plan(witness(ROOT));
    } catch (error) {
      expect(reportError(error).next).toContain('trustdeck doctor');
    }
  });

  it('and whose targets ended with it takes both along, as neither could be mended alone', () => {
    const { world } = ended('root', 'targets', 'releases');
    uncertified(world);
    const plan = world.plan(ROTATE);
    expect(plan.outcome).toBe('ready');
    expect(rowOf(plan, TARGETS)?.action).toBe('re-signed');
    expect(world.carryOut(plan).trusted).toBe(true);
    expect(isUsable(world.carryOut(world.plan(witness(RELEASES))), RELEASES)).toBe(true);
  });
});

describe('rotating an administrative key', () => {
  it.each(['targets', 'snapshot', 'timestamp'] as const)('of %s cures what ended on the way', (role) => {
    const { world } = ended('root', 'targets');
    const serverManaged = role !== 'targets';
    const plan = world.plan({ kind: 'key-rotate', role, serverManaged, newKey: null });
    expect(plan.outcome).toBe('ready');
    expect(world.carryOut(plan).trusted).toBe(true);
  });
});

describe('what the server signs', () => {
  it.each(['timestamp', 'snapshot'] as const)('and let end is for whoever runs it: %s', (role) => {
    const { world } = team();
    world.repository[role].expires = ENDED;
    world.repository.bump().publish();
    let refused: unknown = null;
    try {
      world.plan(witness(TARGETS));
    } catch (error) {
      refused = error;
    }
    expect(refused).toMatchObject({ code: 'role-expired', detail: { role } });
    expect(reportError(refused).next).toContain('whoever runs the Notary server');
  });

  it('stays so when it ended together with root and targets', () => {
    const { world } = ended('root', 'targets');
    world.repository.timestamp.expires = ENDED;
    world.repository.bump().publish();
    expect(() => world.plan(witness(ROOT, TARGETS))).toThrow(
      expect.objectContaining({
        code: 'role-expired',
        detail: expect.objectContaining({ role: 'timestamp' }),
      }),
    );
  });
});

describe('a delegation that ended', () => {
  it('is signed again without consent to anything, and shown with all that it holds', () => {
    const { world } = team();
    amend(world, RELEASES, { expires: ENDED });
    const plan = world.plan(witness(RELEASES));
    expect(plan).toMatchObject({ outcome: 'ready', risks: [] });
    expect(rowOf(plan, RELEASES)?.content?.targets.map(({ name }) => name)).toEqual(['v1']);
    expect(isUsable(world.carryOut(plan), RELEASES)).toBe(true);
  });
});
