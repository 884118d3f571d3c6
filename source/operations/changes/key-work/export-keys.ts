import { OperationError } from '../../errors.ts';
import type { LocalKey } from '../../ports.ts';
import type { WrittenFile } from '../key-work.ts';
import type { KeyWorkPorts } from './create-key-work.ts';

/** Files with private keys are their owner's alone. */
export const PRIVATE_MODE = 0o600;

export async function exportKeys(
  keys: readonly LocalKey[],
  path: string,
  { vault, files }: Pick<KeyWorkPorts, 'vault' | 'files'>,
): Promise<WrittenFile> {
  refuseNone(keys);
  const text = await vault.exportPem(keys);
  return { kind: 'export', path: await files.writeNew(path, text, { mode: PRIVATE_MODE }) };
}

/** An empty file would pass for a backup until somebody needs it. */
export function refuseNone(keys: readonly LocalKey[]): void {
  if (keys.length === 0) {
    throw new OperationError('no-keys', {});
  }
}
