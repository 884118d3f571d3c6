import type { Gun, RepositoryState } from '../../tuf/index.ts';
import type { LocalKey } from '../ports.ts';
import type { NewKey, PlanInput } from './change-ports.ts';
import type { ChangeRequest } from './change-request.ts';
import type { JournalKey } from './journal-port.ts';
import type { Keyring } from './keyring.ts';

type Spares = PlanInput['spareKeys'];
type SpareRole = keyof Spares;

const NONE: Spares = { root: null, targets: null, snapshot: null };

export interface SpareKeysOptions {
  readonly request: ChangeRequest;
  readonly keyring: Keyring;
  readonly localKeys: readonly LocalKey[];
  readonly madeBefore: readonly JournalKey[];
}

/** New administrative keys for plans that may need them; one that no plan takes is never saved. */
export class SpareKeys {
  readonly #options: SpareKeysOptions;
  #sharedRoot: Promise<NewKey> | null = null;

  constructor(options: SpareKeysOptions) {
    this.#options = options;
  }

  async take(gun: Gun, state: RepositoryState | null): Promise<Spares> {
    const { request } = this.#options;
    if (request.kind === 'key-rotate') {
      const { role, serverManaged, newKey } = request;
      return serverManaged || newKey !== null || role === 'timestamp'
        ? NONE
        : { ...NONE, [role]: await this.#own(role, gun) };
    }
    if (state !== null || request.kind === 'delete') {
      return NONE;
    }
    const [root, targets] = await Promise.all([this.#rootOfAll(), this.#own('targets', gun)]);
    return { ...NONE, root, targets };
  }

  /** As docker and notary have it, one root key is for all repositories of this machine; those at hand come first. */
  async #rootOfAll(): Promise<NewKey | null> {
    const { localKeys, madeBefore } = this.#options;
    const made = madeBefore.find(({ role }) => role === 'root');
    if (made !== undefined) {
      return made;
    }
    if (localKeys.some(({ role }) => role === 'root')) {
      return null;
    }
    this.#sharedRoot ??= this.#make();
    return this.#sharedRoot;
  }

  async #own(role: SpareRole, gun: Gun): Promise<NewKey> {
    const made = this.#options.madeBefore.find((key) => key.role === role && key.gun === gun);
    return made ?? this.#make();
  }

  async #make(): Promise<NewKey> {
    const { keyring } = this.#options;
    const key = await keyring.generate('ecdsa');
    return { key, algorithm: keyring.fresh(key.canonicalId)?.algorithm ?? key.keyType };
  }
}
