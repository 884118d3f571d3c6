import { AppError, type Passphrase } from '../../../../source/base/index.ts';
import type {
  KeyFileHeaders,
  KeyringOptions,
  LocalKey,
  UnlockedKey,
} from '../../../../source/operations/index.ts';
import { type KeyId, makeTufKey } from '../../../../source/tuf/index.ts';

class VaultError extends AppError {}

/** Private keys in memory, each behind a passphrase; remembers every passphrase that was tried. */
export class FakeVault {
  readonly tried: { readonly id: KeyId; readonly passphrase: string | null }[] = [];
  readonly files: LocalKey[] = [];
  /** How often unlocking was begun. */
  begun = 0;
  /** Holds back unlocking until it resolves. */
  gate: Promise<void> = Promise.resolve();
  readonly #passphrases = new Map<KeyId, string | null>();
  readonly #keys = new Map<KeyId, UnlockedKey>();
  #made = 0;

  /** Puts a key into the vault; null leaves it unencrypted. */
  add(role: string | null, passphrase: string | null): LocalKey {
    return this.#put(this.#make(), { role, gun: null, passphrase });
  }

  readonly port: KeyringOptions['vault'] = {
    generate: async () => this.#make(),
    unlock: async ({ id }, passphrase) => {
      this.begun += 1;
      await this.gate;
      const given = passphrase?.reveal() ?? null;
      this.tried.push({ id, passphrase: given });
      const key = this.#keys.get(id);
      if (key === undefined) {
        throw new VaultError('key-not-found', {});
      }
      if (given !== this.#passphrases.get(id)) {
        throw new VaultError('key-wrong-passphrase', {});
      }
      return key;
    },
    save: async (key, { headers, passphrase }: { headers: KeyFileHeaders; passphrase: Passphrase }) =>
      this.#put(key, { ...headers, passphrase: passphrase.reveal() }),
  };

  /** The next unlocking of this key fails as a damaged file does. */
  damage({ id }: LocalKey): void {
    this.#keys.delete(id);
  }

  #make(): UnlockedKey {
    this.#made += 1;
    const key = makeTufKey('ed25519', new Uint8Array(32).fill(this.#made));
    return { key, algorithm: 'ed25519', sign: (message) => ({ method: 'eddsa', signature: message }) };
  }

  #put(
    key: UnlockedKey,
    file: { readonly role: string | null; readonly gun: string | null; readonly passphrase: string | null },
  ): LocalKey {
    const id = key.key.canonicalId;
    this.#keys.set(id, key);
    this.#passphrases.set(id, file.passphrase);
    const local: LocalKey = {
      id,
      role: file.role,
      gun: file.gun,
      path: `/trust/private/${id}.key`,
      encrypted: file.passphrase !== null,
      exposed: false,
    };
    this.files.push(local);
    return local;
  }
}
