import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadRepositoryFixture, replay, repositoryFixtureNames } from '../../../fixtures/load.ts';
import { planRepository } from '../../../source/operations/changes/plan-repository.ts';
import type { ChangeRequest, LocalKey, RepositoryPlan } from '../../../source/operations/index.ts';
import { asGun, asKeyId, type RepositoryState, TRUST_ON_FIRST_USE } from '../../../source/tuf/index.ts';
import { runChain } from '../../support/run-chain.ts';
import { ecKey } from '../../support/test-keys.ts';
import { effectsOf, RELEASES, rowOf } from './support/planning-world.ts';

const NEXT = ecKey();

interface Recorded {
  readonly state: RepositoryState;
  readonly plan: (request: ChangeRequest) => RepositoryPlan;
}

/** A repository that docker and notary made, on the machine that made it. */
function recorded(name: string): Recorded {
  const fixture = loadRepositoryFixture(name);
  const gun = asGun(fixture.gun);
  if (gun === null) {
    throw new Error(`${fixture.gun} is no GUN`);
  }
  const now = fixture.madeAt;
  const input = { gun, cached: () => null, pinning: TRUST_ON_FIRST_USE, now };
  const { state } = runChain(input, (request) => replay(fixture.files, request));
  const plan = (request: ChangeRequest) =>
    planRepository({
      gun,
      request,
      state,
      localKeys: localKeysIn(fixture.trustDir),
      freshKeys: new Map([[NEXT.key.canonicalId, { key: NEXT.key, algorithm: 'ecdsa-p256' }]]),
      spareKeys: { root: null, targets: null, snapshot: null },
      staged: [],
      others: [],
      now,
    });
  return { state, plan };
}

function localKeysIn(trustDir: string): readonly LocalKey[] {
  const folder = join(trustDir, 'private');
  return readdirSync(folder).flatMap((file) => {
    const id = asKeyId(file.replace(/\.key$/, ''));
    const role = /^role: (.*)$/m.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? null;
    return id === null
      ? []
      : { id, role, gun: null, path: join(folder, file), encrypted: true, exposed: false };
  });
}

function signersOf({ delegations }: RepositoryState): readonly string[] {
  return [...delegations.keys()]
    .filter((role) => role !== RELEASES && role.split('/').length === 2)
    .map((role) => role.slice('targets/'.length));
}

describe.each(repositoryFixtureNames())('the recorded repository %s', (name) => {
  it('lets each of its signers rotate, with no risk but that of content whose signer nobody remembers', () => {
    const { state, plan } = recorded(name);
    for (const signer of signersOf(state)) {
      const request = { kind: 'signer-rotate', signer, oldKeys: null, keepOld: false } as const;
      const rotation = plan({ ...request, newKey: NEXT.key });
      const isAdopted = rotation.draft?.documents.some(({ adopted }) => adopted);
      expect(rotation.outcome).toBe('ready');
      expect(rotation.risks.filter((risk) => !(isAdopted && risk === 'unverified-content'))).toEqual([]);
      expect(rowOf(rotation, `targets/${signer}`)?.keyChanges).toContainEqual(
        expect.objectContaining({ action: 'added' }),
      );
      expect(effectsOf(rotation, 'tags-no-longer-released')).toEqual([]);
    }
  });

  it('lets a signer be added', () => {
    const { plan } = recorded(name);
    expect(plan({ kind: 'signer-add', signer: 'new', keys: [NEXT.key] })).toMatchObject({
      outcome: 'ready',
      risks: [],
    });
  });
});

describe('the broken states that notary leaves', () => {
  it('of releases without enough signatures is mended by whoever holds the key that is left', () => {
    const { state, plan } = recorded('releases-signatures-below-threshold');
    const witness = plan({ kind: 'witness', roles: [RELEASES], as: null });
    const left = state.delegations.get(RELEASES)?.keys.map(({ canonicalId }) => canonicalId);
    expect(witness).toMatchObject({ outcome: 'needs-others', tasks: [{ what: 'sign', role: RELEASES }] });
    expect(witness.tasks[0]?.who.map(({ canonicalId }) => canonicalId)).toEqual(left);
    expect(effectsOf(witness, 'role-usable-again')).toMatchObject([{ role: RELEASES }]);
    expect(effectsOf(witness, 'content-signed-before-by')).toMatchObject([
      { keys: [{ owner: { kind: 'signer', name: 'jeff' } }] },
    ]);
  });

  it('of releases without enough keys is mended by a rotation of a signer', () => {
    const { state, plan } = recorded('releases-keys-below-threshold');
    const [signer = ''] = signersOf(state);
    const request = { kind: 'signer-rotate', signer, oldKeys: null, keepOld: false } as const;
    const rotation = plan({ ...request, newKey: NEXT.key });
    expect(effectsOf(rotation, 'role-usable-again')).toMatchObject([{ role: RELEASES }]);
  });
});
