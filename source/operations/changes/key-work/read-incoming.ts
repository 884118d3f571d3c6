import { AppError, type Passphrase } from '../../../base/index.ts';
import { asGun, type Gun, type KeyId } from '../../../tuf/index.ts';
import { OperationError } from '../../errors.ts';
import type { LocalKey } from '../../ports.ts';
import type { PemKey, UnlockedKey } from '../key-ports.ts';
import type { Asking, IncomingKey, IncomingKeys, IncomingOptions } from '../key-work.ts';
import type { KeyWorkPorts } from './create-key-work.ts';
import { checkKeyRole, isOfOneRepository } from './key-role.ts';
import { Opening } from './opening.ts';
import { saveIncoming } from './save-incoming.ts';

type Ports = Pick<KeyWorkPorts, 'vault' | 'files'>;

/** A key of a file, opened. */
export interface OpenedKey extends IncomingKey {
  readonly unlocked: UnlockedKey;
  /** null for a key that was not encrypted. */
  readonly passphrase: Passphrase | null;
}

export interface IncomingFile extends IncomingOptions {
  readonly path: string;
}

/** What notary keeps a key for that says nothing (facts 12). */
const DEFAULT_ROLE = 'delegation';

/** Reads and opens the private keys of a file, and writes nothing. */
export async function readIncoming(
  file: IncomingFile,
  { vault, files }: Ports,
  asking: Asking,
): Promise<IncomingKeys> {
  if (file.role !== null) {
    checkKeyRole(file.role);
  }
  const found = await vault.readPem(await files.readText(file.path), { path: file.path });
  const { keys: here } = await vault.list();
  const reader = new Reader(file, here, new Opening(asking));
  const keys: OpenedKey[] = [];
  const unreadable: { readonly index: number; readonly error: unknown }[] = [];
  for (const [index, pem] of found.entries()) {
    try {
      keys.push(await reader.read(pem, found.length === 1 ? null : index + 1));
    } catch (error) {
      if (!(error instanceof AppError)) {
        throw error;
      }
      unreadable.push({ index, error });
    }
  }
  return {
    keys: keys.map(withoutSecrets),
    unreadable,
    exposed: await files.isExposed(file.path),
    save: (saving) => saveIncoming({ keys, why: file.why ?? 'load' }, vault, saving),
  };
}

class Reader {
  readonly #file: IncomingFile;
  readonly #opening: Opening;
  /** What each key is kept for: those of this machine, and those that came before in the file. */
  readonly #roles = new Map<KeyId, readonly (string | null)[]>();

  constructor(file: IncomingFile, here: readonly LocalKey[], opening: Opening) {
    this.#file = file;
    this.#opening = opening;
    for (const { id, role } of here) {
      this.#roles.set(id, [...(this.#roles.get(id) ?? []), role]);
    }
  }

  async read(pem: PemKey, number: number | null): Promise<OpenedKey> {
    const role = pem.role ?? this.#file.role ?? DEFAULT_ROLE;
    checkKeyRole(role);
    const gun = isOfOneRepository(role) ? this.#gunOf(pem) : null;
    const { key: unlocked, passphrase } = await this.#opening.open(pem, {
      keyId: pem.id,
      role,
      owner: pem.role,
      gun,
      path: this.#file.path,
      number,
      why: { kind: this.#file.why ?? 'load' },
    });
    const { key: publicKey, algorithm } = unlocked;
    const keyId = publicKey.canonicalId;
    if (gun === null && isOfOneRepository(role)) {
      throw new OperationError('key-needs-repository', { keyId, role });
    }
    const { format } = pem;
    const about = { keyId, publicKey, gun, algorithm, format, unlocked, passphrase };
    const known = this.#roles.get(keyId);
    if (known === undefined) {
      this.#roles.set(keyId, [role]);
      return { ...about, role, action: 'add' };
    }
    // A key that says nothing of its role is the same one whatever it is kept for here.
    return pem.role === null
      ? { ...about, role: known[0] ?? role, action: 'same' }
      : { ...about, role, action: known.includes(pem.role) ? 'same' : 'conflict' };
  }

  #gunOf({ gun: said }: PemKey): Gun | null {
    const gun = said === null ? this.#file.gun : asGun(said);
    if (said !== null && gun === null) {
      throw new OperationError('repository-name-invalid', { text: said });
    }
    return gun;
  }
}

function withoutSecrets(key: OpenedKey): IncomingKey {
  const { keyId, publicKey, role, gun, algorithm, format, action } = key;
  return { keyId, publicKey, role, gun, algorithm, format, action };
}
