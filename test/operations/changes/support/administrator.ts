import type { ChangeRequest } from '../../../../source/operations/index.ts';
import type { RepositoryState, TufKey } from '../../../../source/tuf/index.ts';
import { never } from '../../support/fakes.ts';
import { type ChangeWorld, GUN, type Machine } from './change-world.ts';

/** An administrator whose machine also holds the key of the signer jeff. */
export async function withJeff(
  world: ChangeWorld,
  guns = [GUN],
): Promise<{ readonly admin: Machine; readonly jeff: TufKey }> {
  const admin = world.machine('admin');
  const jeff = await admin.keyWork.newKey('ecdsa');
  await admin.mustChange({ kind: 'signer-add', signer: 'jeff', keys: [jeff] }, guns);
  return { admin, jeff };
}

let readers = 0;

/** The repository to somebody who meets it for the first time. */
export async function stateOf(world: ChangeWorld, name = GUN): Promise<RepositoryState> {
  readers += 1;
  const reader = world.machine(`reader ${readers}`);
  return (await reader.ports.session.open(name, { refresh: true, signal: never })).state;
}

/** jeff's every key out, the new one in. */
export function rotation(newKey: TufKey): ChangeRequest {
  return { kind: 'signer-rotate', signer: 'jeff', newKey, oldKeys: null, keepOld: false };
}
