import type { LocalKey } from '../../operations/index.ts';
import { keyIdAmong } from '../changes/typed-values.ts';
import type { Workspace } from '../ports.ts';

/** The keys of this machine that IDs, whole or cut short, stand for; all of them without any. */
export async function localKeys(
  workspace: Workspace,
  typed: readonly string[],
): Promise<readonly LocalKey[]> {
  const { keys } = await workspace.keys.list();
  const ids = keys.map(({ id }) => id);
  const wanted = new Set(typed.map((text) => keyIdAmong(text, ids, 'on this machine')));
  return typed.length === 0 ? keys : keys.filter(({ id }) => wanted.has(id));
}

export async function localKey(workspace: Workspace, typed: string): Promise<LocalKey> {
  const [key] = await localKeys(workspace, [typed]);
  if (key === undefined) {
    throw new RangeError('a key that was found is gone from the list');
  }
  return key;
}
