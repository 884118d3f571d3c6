import type { TufKey } from '../../../tuf/index.ts';
import type { LocalKey } from '../../ports.ts';
import type { KeyWorkPorts } from './create-key-work.ts';

type Ports = Pick<KeyWorkPorts, 'files' | 'vault' | 'clock'>;

/** Reads a public key or certificate in PEM that is to be trusted. */
export async function readPublicKey(path: string, { files, vault, clock }: Ports): Promise<TufKey> {
  return vault.readPublicKey(await files.readText(path), { now: clock.now() });
}

/** Reads a certificate that has to be for a key on this machine. */
export async function checkCertificate(
  path: string,
  { files, vault, clock }: Ports,
): Promise<{ readonly key: TufKey; readonly localKey: LocalKey }> {
  const [text, { keys }] = await Promise.all([files.readText(path), vault.list()]);
  return vault.readCertificate(text, { now: clock.now(), keys });
}
