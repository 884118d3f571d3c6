import { describe, expect, it } from 'vitest';
import { knownVersions } from '../../../source/operations/changes/known-versions.ts';
import type { RoleName } from '../../../source/tuf/index.ts';
import { TestRepository } from '../../support/repository-builder.ts';
import { FakeRemote, never, remotesOf } from '../support/fakes.ts';
import { worldOf } from '../support/test-updates.ts';

const ALICE = 'targets/alice' as RoleName;
const NEW = 'targets/new' as RoleName;

/** A repository at version 5 whose alice has gone; `keeps` tells whether the snapshot goes on listing her file. */
async function withoutAlice(keeps: boolean, version = 5) {
  const repository = new TestRepository();
  const plan = repository.delegate(ALICE);
  for (let made = 1; made < 5; made += 1) {
    repository.bump();
  }
  Object.assign(plan, { version });
  repository.publish();
  Object.assign(plan, { delegated: false, published: keeps });
  repository.snapshot.version += 1;
  repository.targets.version += 1;
  repository.timestamp.version += 1;
  const { state } = await worldOf(repository.publish()).open();
  const remote = new FakeRemote((request) => repository.answer(request));
  const ask = () => knownVersions(state, [ALICE, NEW], { remotes: remotesOf(remote) }, { signal: never });
  return { remote, ask };
}

describe('the version that a server has of a role that is made again', () => {
  it('is that of the file which the snapshot lists still', async () => {
    const { remote, ask } = await withoutAlice(true);
    expect(await ask()).toEqual(new Map([[ALICE, 5]]));
    expect(remote.names).toEqual([`${ALICE}#`, NEW]);
  });

  it('is that of the file which it kept when the snapshot lost it', async () => {
    const { remote, ask } = await withoutAlice(false);
    expect(await ask()).toEqual(new Map([[ALICE, 5]]));
    expect(remote.names).toEqual([ALICE, NEW]);
  });

  it('is not believed when there cannot have been as many, and nobody has signed that there were', async () => {
    const { ask } = await withoutAlice(false, Number.MAX_SAFE_INTEGER - 1);
    expect(await ask()).toEqual(new Map());
  });
});
