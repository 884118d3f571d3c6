import type { TufKey } from '../../../tuf/index.ts';
import type { KeyWorkPorts } from './create-key-work.ts';

/** Reads a public key or certificate in PEM that is to be trusted. */
export async function readPublicKey(
  path: string,
  { files, vault, clock }: Pick<KeyWorkPorts, 'files' | 'vault' | 'clock'>,
): Promise<TufKey> {
  return vault.readPublicKey(await files.readText(path), { now: clock.now() });
}
