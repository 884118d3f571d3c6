import { asGun } from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import type { LocalKey } from '../../ports.ts';
import { askForNew, type KeyQuestion } from '../ask-passphrase.ts';
import type { Asking } from '../key-work.ts';
import type { KeyWorkPorts } from './create-key-work.ts';
import { Opening } from './opening.ts';

/**
 * Encrypts a key's file anew. The old passphrase is asked for even when the key is unlocked: whoever finds an unattended
 * terminal must not lock its owner out.
 */
export async function changePassphrase(
  key: LocalKey,
  { vault }: Pick<KeyWorkPorts, 'vault'>,
  asking: Asking,
): Promise<void> {
  const { id: keyId, role, path } = key;
  const gun = key.gun === null ? null : asGun(key.gun);
  const question: KeyQuestion = { keyId, role, owner: role, gun, path, why: { kind: 'change' } };
  const file = {
    encrypted: key.encrypted,
    unlock: (passphrase: Parameters<typeof vault.unlock>[1]) => vault.unlock(key, passphrase),
  };
  const { key: unlocked, passphrase: old } = await new Opening(asking).open(file, question);
  const passphrase = await askForNew(question, asking);
  if (passphrase.reveal() === old?.reveal()) {
    throw new OperationError('passphrase-unchanged', { keyId, role });
  }
  await vault.save(unlocked, { headers: { role: role ?? '', gun }, passphrase });
}
