import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RELEASES, type TufKey } from '../../../source/tuf/index.ts';
import { stateOf, withJeff } from './support/administrator.ts';
import { between } from './support/between.ts';
import { type ChangeWorld, GUN, type Machine, openWorld } from './support/change-world.ts';

let world: ChangeWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

describe('publishing what is staged', () => {
  async function stage(machine: Machine, file: string, content: unknown): Promise<string> {
    const folder = join(machine.folder, 'tuf', ...GUN.split('/'), 'changelist');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, file), JSON.stringify(content), { mode: 0o600 });
    return folder;
  }
  const purge = (key: TufKey) => ({
    action: 'update',
    role: 'targets/*',
    type: 'delegation',
    path: '',
    data: Buffer.from(JSON.stringify({ remove_keys: [key.id] })).toString('base64'),
  });

  it('clears exactly the changes that were published', async () => {
    const { admin, jeff } = await withJeff(world);
    await admin.mustChange({
      kind: 'signer-add',
      signer: 'zoe',
      keys: [await admin.keyWork.newKey('ecdsa')],
    });
    const folder = await stage(admin, '00000000000000000001_a.change', purge(jeff));
    const plan = await admin.plan({ kind: 'publish' });
    await stage(admin, '00000000000000000002_b.change', purge(jeff));
    expect(await admin.execute(plan)).toMatchObject([{ result: 'published', verified: true, error: null }]);
    expect(await readdir(folder)).toEqual(['00000000000000000002_b.change']);
    expect((await stateOf(world)).delegations.get(RELEASES)?.keys.map(({ id }) => id)).not.toContain(jeff.id);
  });

  it('clears what turns out to be in effect already', async () => {
    const { admin, jeff } = await withJeff(world);
    await admin.mustChange({
      kind: 'signer-add',
      signer: 'zoe',
      keys: [await admin.keyWork.newKey('ecdsa')],
    });
    const folder = await stage(admin, '00000000000000000001_a.change', purge(jeff));
    await admin.mustChange({ kind: 'publish' });
    await stage(admin, '00000000000000000002_b.change', purge(jeff));
    expect(await admin.change({ kind: 'publish' })).toMatchObject([{ result: 'nothing-to-do', error: null }]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps them all when it fails', async () => {
    const { admin, jeff } = await withJeff(world);
    const folder = await stage(admin, '00000000000000000001_a.change', purge(jeff));
    const failing = admin.restart((real) =>
      between(real, { publish: () => Promise.reject(new Error('out of order')) }),
    );
    expect(await failing.change({ kind: 'publish' })).toMatchObject([{ result: 'failed' }]);
    expect(await readdir(folder)).toHaveLength(1);
  });
});
