import type { Passphrase } from '../../../base/index.ts';
import type { KeyId } from '../../../tuf/index.ts';
import type { LocalKey, UnreadableKey } from '../../ports.ts';
import { askForNew } from '../ask-passphrase.ts';
import type { KeyVault } from '../key-ports.ts';
import type { Asking } from '../key-work.ts';
import { askOncePerRole } from '../passphrase-once.ts';
import type { OpenedKey } from './read-incoming.ts';

interface Saving {
  readonly keys: readonly OpenedKey[];
  readonly why: 'load' | 'restore';
}

/** Files in a key's place that hold no key at all, such as one that was cut short: restoring it is what they wait for. */
const REPLACED: ReadonlySet<UnreadableKey['reason']> = new Set(['not-pem', 'not-a-private-key']);

/** Saves the keys that are to be added and still are not here, encrypted as docker and notary read them. */
export async function saveIncoming(
  { keys, why }: Saving,
  vault: KeyVault,
  asking: Asking,
): Promise<readonly LocalKey[]> {
  const { keys: here, unreadable } = await vault.list();
  const isHere = ({ keyId, role }: OpenedKey) =>
    here.some((local) => local.id === keyId && local.role === role);
  const added = keys.filter((key) => key.action === 'add' && !isHere(key));
  const passphrases = await passphrasesOf(added, why, asking);
  const saved: LocalKey[] = [];
  for (const { unlocked, role, gun, keyId, passphrase } of passphrases) {
    const replace = unreadable.some(
      ({ path, reason }) => path.endsWith(`${keyId}.key`) && REPLACED.has(reason),
    );
    saved.push(await vault.save(unlocked, { headers: { role, gun }, passphrase, replace }));
  }
  return saved;
}

type SaveableKey = OpenedKey & { readonly keyId: KeyId; readonly passphrase: Passphrase };

/** New passphrases are asked for once for each role, before the first key is written. */
async function passphrasesOf(
  keys: readonly OpenedKey[],
  why: Saving['why'],
  { passphrases, signal }: Asking,
): Promise<readonly SaveableKey[]> {
  const asking = { passphrases: askOncePerRole(passphrases), signal };
  const complete: SaveableKey[] = [];
  for (const key of keys) {
    const { keyId, role, gun } = key;
    const question = { keyId, role, owner: null, gun, path: null, why: { kind: why } };
    complete.push({ ...key, passphrase: key.passphrase ?? (await askForNew(question, asking)) });
  }
  return complete;
}
