import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type RoleName, UPDATE_LIMITS } from '../../source/tuf/index.ts';
import { itContains, replying, serving } from '../support/attack.ts';
import {
  type DelegationPlan,
  daysFromNow,
  rewritten,
  TestRepository,
  tag,
} from '../support/repository-builder.ts';
import { TestClient } from '../support/test-client.ts';
import { certifiedKey, ecKey, rsaKey, testKey } from '../support/test-keys.ts';

const ALICE = 'targets/alice' as RoleName;

function planOf(repository: TestRepository, role: string): DelegationPlan {
  const plan = repository.delegations.get(role as RoleName);
  if (plan === undefined) {
    throw new Error(`no ${role} in this repository`);
  }
  return plan;
}

const alice = (repository: TestRepository) => planOf(repository, ALICE);

describe('attacks on a delegation, also by whoever holds the keys of snapshot and timestamp', () => {
  itContains({
    name: 'a delegation signed by its sibling',
    code: 'signatures-below-threshold',
    role: ALICE,
    refusals: ['key-not-in-role'],
    strike: (repository) => {
      alice(repository).signers = planOf(repository, 'targets/neighbour').keys;
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'a delegation signed by its parent',
    code: 'signatures-below-threshold',
    role: ALICE,
    refusals: ['key-not-in-role'],
    strike: (repository) => {
      alice(repository).signers = repository.targets.keys;
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'the file of another delegation',
    code: 'signatures-below-threshold',
    role: ALICE,
    refusals: ['key-not-in-role'],
    strike: (repository) => {
      const neighbour = repository.current('targets/neighbour');
      repository.rewrites.set(ALICE, () => neighbour);
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'a signature written twice',
    code: 'signatures-below-threshold',
    role: ALICE,
    detail: { valid: 1, threshold: 2 },
    refusals: [null, 'repeated-key'],
    prepare: (repository) => Object.assign(alice(repository), { keys: [ecKey(), ecKey()], threshold: 2 }),
    strike: (repository) => {
      const plan = alice(repository);
      plan.signers = [...plan.keys.slice(0, 1), ...plan.keys.slice(0, 1)];
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'a rollback of a delegation',
    code: 'rollback',
    role: ALICE,
    detail: { trusted: 2, found: 1 },
    strike: (repository, client) => {
      client.update(repository.bump().publish().answer);
      alice(repository).version = 1;
      return repository.publish();
    },
  });

  itContains({
    name: 'a rollback of a delegation together with new targets',
    code: 'rollback',
    role: ALICE,
    strike: (repository, client) => {
      client.update(repository.bump().publish().answer);
      repository.bump();
      alice(repository).version = 1;
      return repository.publish();
    },
  });

  itContains({
    name: 'a rollback of a delegation under a new key',
    code: 'rollback',
    role: ALICE,
    strike: (repository, client) => {
      client.update(repository.bump().publish().answer);
      repository.bump();
      Object.assign(alice(repository), { keys: [ecKey()], version: 1 });
      return repository.publish();
    },
    honest: (repository) => {
      alice(repository).keys = [ecKey()];
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'a rollback of a delegation for a client that has lost its targets',
    code: 'rollback',
    role: ALICE,
    strike: (repository, client) => {
      client.update(repository.bump().publish().answer);
      client.cache.delete('targets' as RoleName);
      alice(repository).version = 1;
      return repository.publish();
    },
  });

  it('takes no cached file for a witness that nobody in charge has signed', () => {
    const repository = new TestRepository();
    const plan = repository.delegate('targets/alice', { version: 99, signers: [ecKey()] });
    const client = new TestClient(repository.publish());
    client.update();
    client.cache.set(ALICE, repository.current(ALICE));
    Object.assign(plan, { version: 1, signers: null });
    repository.timestamp.version += 1;
    repository.snapshot.version += 1;
    const { state } = client.update(repository.publish().answer);
    expect(state.delegations.get(ALICE)?.problems).toEqual([]);
  });

  itContains({
    name: 'a delegation taken out of the snapshot',
    code: 'delegation-dropped',
    role: ALICE,
    detail: { trusted: 1 },
    strike: (repository) => {
      repository.unlisted.add(ALICE);
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'a delegation that is not served',
    code: 'metadata-missing',
    role: ALICE,
    strike: (repository) => replying(repository.bump().publish(), ALICE, { kind: 'missing' }),
  });

  itContains({
    name: 'a delegation that cannot be fetched',
    code: 'metadata-unavailable',
    role: ALICE,
    strike: (repository) => replying(repository.bump().publish(), ALICE, { kind: 'unavailable' }),
  });

  itContains({
    name: 'an older file of a delegation',
    code: 'hash-mismatch',
    role: ALICE,
    strike: (repository) => {
      const old = repository.current(ALICE);
      return serving(repository.bump().publish(), ALICE, old);
    },
  });

  itContains({
    name: 'garbage for a delegation',
    code: 'malformed-json',
    role: ALICE,
    strike: (repository) => {
      repository.rewrites.set(ALICE, () => Buffer.from('\u001b[2J'));
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'a snapshot in the place of a delegation',
    code: 'wrong-type',
    role: ALICE,
    strike: (repository) => {
      const snapshot = repository.current('snapshot');
      repository.rewrites.set(ALICE, () => snapshot);
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'an expired delegation',
    code: 'role-expired',
    role: ALICE,
    strike: (repository) => {
      alice(repository).expires = daysFromNow(-1);
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'a delegation with fewer keys than its threshold',
    code: 'keys-below-threshold',
    role: ALICE,
    detail: { keys: 0, threshold: 1 },
    strike: (repository) => {
      const plan = alice(repository);
      Object.assign(plan, { signers: plan.keys, keys: [] });
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'a delegation that hands out a role elsewhere',
    code: 'metadata-invalid',
    role: ALICE,
    strike: (repository) => {
      repository.delegate('targets/alice/team');
      repository.rewrites.set(
        ALICE,
        rewritten((text) => text.replace('targets/alice/team', 'targets/neighbour')),
      );
      return repository.bump().publish();
    },
    honest: (repository) => {
      repository.delegate('targets/alice/team');
      return repository.bump().publish();
    },
  });
});

describe('bounds on delegations', () => {
  itContains({
    name: 'a delegation deeper than the limit',
    code: 'too-many-roles',
    role: 'targets/alice/a/b',
    detail: { limit: 2 },
    client: { limits: { ...UPDATE_LIMITS, delegationDepth: 2 } },
    strike: (repository) => {
      repository.delegate('targets/alice/a');
      repository.delegate('targets/alice/a/b');
      repository.delegate('targets/alice/a/b/c');
      return repository.bump().publish();
    },
    honest: (repository) => {
      repository.delegate('targets/alice/a');
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'more delegations than the limit',
    code: 'too-many-roles',
    role: 'targets/third',
    detail: { limit: 2 },
    client: { limits: { ...UPDATE_LIMITS, delegations: 2 } },
    strike: (repository) => {
      repository.delegate('targets/third');
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'more delegations than the limit, below each other',
    code: 'too-many-roles',
    role: 'targets/alice/below',
    detail: { limit: 2 },
    client: { limits: { ...UPDATE_LIMITS, delegations: 2 } },
    strike: (repository) => {
      repository.delegate('targets/alice/below');
      return repository.bump().publish();
    },
  });

  itContains({
    name: 'a delegation that is announced as endless',
    code: 'metadata-too-large',
    role: ALICE,
    client: { limits: { ...UPDATE_LIMITS, metadataBytes: 3000 } },
    strike: (repository) => {
      alice(repository).targets = Array.from({ length: 40 }, (_, index) => tag(`v${index}`));
      return repository.bump().publish();
    },
  });

  it('asks for nothing that is over the limit', () => {
    const repository = new TestRepository();
    repository.delegate('targets/one');
    repository.delegate('targets/two');
    const client = new TestClient(repository.publish(), { limits: { ...UPDATE_LIMITS, delegations: 1 } });
    const { trace, state } = client.update();
    expect(trace.at(-1)).toEqual(['targets/one by hash']);
    expect([...state.delegations.keys()]).toEqual(['targets/one', 'targets/two']);
  });
});

describe('what is behind a broken delegation', () => {
  function stateBehind(change: (plan: DelegationPlan) => void) {
    const repository = new TestRepository();
    change(repository.delegate('targets/team'));
    repository.delegate('targets/team/member');
    repository.delegate('targets/other');
    const { state, trace } = new TestClient(repository.publish()).update();
    expect(state.trusted).toBe(true);
    expect(state.delegations.get('targets/other' as RoleName)?.usable).toBe(true);
    return { member: state.delegations.get('targets/team/member' as RoleName), trace: trace.flat() };
  }

  it('is listed and not fetched when the parent is not signed', () => {
    const { member, trace } = stateBehind((plan) => {
      plan.signers = [ecKey()];
    });
    expect(member).toMatchObject({ usable: false, document: null, threshold: 1 });
    expect(member?.problems).toEqual([
      { code: 'parent-unusable', role: 'targets/team/member', parent: 'targets/team' },
    ]);
    expect(member?.keys).toHaveLength(1);
    expect(trace).not.toContain('targets/team/member by hash');
  });

  it('is read, and as unusable as its parent, when that has merely expired', () => {
    const { member } = stateBehind((plan) => {
      plan.expires = daysFromNow(-1);
    });
    expect(member?.problems.map(({ code }) => code)).toEqual(['parent-unusable']);
    expect(member).toMatchObject({ usable: false, validSignatures: 1 });
    expect(member?.document?.body.targets.has('v1')).toBe(true);
  });

  it('keeps the content of a delegation that fails its threshold, for people to look at', () => {
    const repository = new TestRepository();
    repository.delegate('targets/alice', { signers: [ecKey()] });
    const { state } = new TestClient(repository.publish()).update();
    const role = state.delegations.get(ALICE);
    expect(role).toMatchObject({ usable: false, validSignatures: 0, source: 'server' });
    expect(role?.document?.body.targets.has('v1')).toBe(true);
    expect(state.accepted.map((file) => file.role)).not.toContain(ALICE);
  });

  const key = ecKey();
  const rsa = rsaKey();
  const rsaPem = createPublicKey(rsa.privateKey).export({ format: 'pem', type: 'spki' });
  it.each([
    ['in a certificate', key, certifiedKey({ commonName: 'same', privateKey: key.privateKey })],
    ['as the Python implementation wrote it', rsa, testKey('rsa', Buffer.from(rsaPem), rsa.privateKey)],
  ])('says first that nobody can sign a role, where its second key is the first one %s', (_, first, same) => {
    const repository = new TestRepository();
    repository.delegate('targets/alice', { keys: [first, same], threshold: 2, published: false });
    const { state } = new TestClient(repository.publish()).update();
    expect(state.delegations.get(ALICE)?.problems).toEqual([
      { code: 'keys-below-threshold', role: ALICE, keys: 1, threshold: 2 },
      { code: 'not-published', role: ALICE },
    ]);
  });

  it('tells what was never published from what was taken away', () => {
    const repository = new TestRepository();
    repository.delegate('targets/alice', { published: false });
    const { state } = new TestClient(repository.publish()).update();
    expect(state.delegations.get(ALICE)?.problems).toEqual([{ code: 'not-published', role: ALICE }]);
  });
});

describe('the paths of a delegation', () => {
  it('are those of its own that lie under its parents', () => {
    const repository = new TestRepository();
    repository.delegate('targets/team', { paths: ['team/', 'shared/'] });
    repository.delegate('targets/team/all', { paths: [''] });
    repository.delegate('targets/team/some', { paths: ['team/a', 'elsewhere/', 'share'] });
    repository.delegate('targets/team/some/below', { paths: ['team/ab', 'team/b'] });
    const { state } = new TestClient(repository.publish()).update();
    const paths = [...state.delegations.values()].map((role) => [role.role, role.paths]);
    expect(paths).toEqual([
      ['targets/team', ['team/', 'shared/']],
      ['targets/team/all', []],
      ['targets/team/some', ['team/a']],
      ['targets/team/some/below', ['team/ab']],
    ]);
  });
});
