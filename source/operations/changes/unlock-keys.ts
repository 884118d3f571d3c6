import type { Gun, KeyId, RoleName } from '../../tuf/index.ts';
import { OperationError } from '../errors.ts';
import { inParallel } from '../in-parallel.ts';
import type { LocalKey } from '../ports.ts';
import { askForNew } from './ask-passphrase.ts';
import type { ChangePorts } from './change-ports.ts';
import { NEVER, type ReadyRepository } from './execution.ts';
import type { JournalKey } from './journal-port.ts';
import type { Asking } from './key-work.ts';
import { newKeyQuestion } from './new-key-question.ts';
import { askOncePerRole } from './passphrase-once.ts';

interface NeededKey {
  readonly keyId: KeyId;
  readonly repositories: Gun[];
  readonly roles: Set<RoleName>;
}

type NewKeyNeed = ReadyRepository['plan']['newKeys'][number] & { readonly repositories: Gun[] };

export interface UnlockedRun {
  /** Repositories that cannot be changed for want of a key, and why. */
  readonly failed: ReadonlyMap<Gun, unknown>;
  /** New keys that are encrypted on disk now. */
  readonly saved: readonly JournalKey[];
}

/**
 * Unlocks the keys of all repositories and saves the new ones, before anything else is done: one question at a time,
 * each once for all repositories, and every passphrase is known before a file is written. What cannot be unlocked fails
 * the repositories that need it.
 */
export async function unlockKeys(
  repositories: readonly ReadyRepository[],
  ports: Pick<ChangePorts, 'vault' | 'keyring'>,
  asking: Asking,
): Promise<UnlockedRun> {
  return new Unlocking(ports, { ...asking, passphrases: askOncePerRole(asking.passphrases) }).run(
    repositories,
  );
}

class Unlocking {
  readonly #ports: Pick<ChangePorts, 'vault' | 'keyring'>;
  readonly #asking: Asking;
  readonly #failed = new Map<Gun, unknown>();

  constructor(ports: Pick<ChangePorts, 'vault' | 'keyring'>, asking: Asking) {
    this.#ports = ports;
    this.#asking = asking;
  }

  async run(repositories: readonly ReadyRepository[]): Promise<UnlockedRun> {
    const { keyring, vault } = this.#ports;
    const { keys } = await vault.list();
    const local = new Map<string, LocalKey>(keys.map((key) => [key.id, key]));
    const needed = [...neededKeys(repositories)].filter(({ keyId }) => keyring.fresh(keyId) === null);
    const asked = new Set<string | null>();
    for (const each of needed) {
      const key = local.get(each.keyId);
      const isFirst = !asked.has(key?.role ?? null);
      asked.add(key?.role ?? null);
      await this.#attempt(each, () => this.#unlock(each, key));
      if (isFirst && key !== undefined) {
        await this.#tryAlike(key, needed, local);
      }
    }
    const made = newKeys(repositories).filter(({ keyId }) => keyring.fresh(keyId) !== null);
    for (const need of made) {
      await this.#attempt(need, () => this.#askForNew(need));
    }
    const saved: JournalKey[] = [];
    for (const need of made) {
      await this.#attempt(need, async () => {
        saved.push(await this.#save(need));
      });
    }
    return { failed: this.#failed, saved };
  }

  /** Mostly one passphrase opens all keys of a role: several are tried at once, before anything more is asked. */
  async #tryAlike(
    { role }: LocalKey,
    needed: readonly NeededKey[],
    local: ReadonlyMap<string, LocalKey>,
  ): Promise<void> {
    const alike = needed.flatMap(({ keyId }) => local.get(keyId) ?? []).filter((key) => key.role === role);
    // What is wrong with a key is told where it is its turn.
    await inParallel(alike, (key) => this.#ports.keyring.tryKnown(key), NEVER);
  }

  /** What no repository is left to need is not asked for. */
  async #attempt(
    { repositories }: { readonly repositories: readonly Gun[] },
    work: () => Promise<void>,
  ): Promise<void> {
    const left = repositories.filter((gun) => !this.#failed.has(gun));
    if (left.length === 0) {
      return;
    }
    try {
      this.#asking.signal.throwIfAborted();
      await work();
    } catch (error) {
      for (const gun of left) {
        this.#failed.set(gun, error);
      }
    }
  }

  async #unlock({ keyId, repositories, roles }: NeededKey, key: LocalKey | undefined): Promise<void> {
    if (key === undefined) {
      throw new OperationError('private-key-not-here', { keyId });
    }
    await this.#ports.keyring.unlock(key, { kind: 'sign', repositories, roles: [...roles] }, this.#asking);
  }

  /** The answer is kept, so that saving the key does not ask again. */
  async #askForNew({ keyId, role, gun }: NewKeyNeed): Promise<void> {
    await askForNew(newKeyQuestion({ keyId, role, gun }), this.#asking);
  }

  async #save({ keyId, role, gun, repositories }: NewKeyNeed): Promise<JournalKey> {
    const { keyring } = this.#ports;
    const fresh = keyring.fresh(keyId);
    if (fresh === null) {
      throw new OperationError('new-key-gone', { keyId });
    }
    await keyring.saveFresh(keyId, { role, gun }, this.#asking);
    const only = repositories.length === 1 ? (repositories[0] ?? null) : null;
    return { keyId, role, gun: only, key: fresh.key, algorithm: fresh.algorithm };
  }
}

function neededKeys(repositories: readonly ReadyRepository[]): Iterable<NeededKey> {
  const needed = new Map<KeyId, NeededKey>();
  for (const { gun, plan } of repositories) {
    const saved = plan.newKeys.map(({ keyId }) => ({ keyId, roles: [] }));
    for (const { keyId, roles } of [...plan.unlocks, ...saved]) {
      const need = needed.get(keyId) ?? { keyId, repositories: [], roles: new Set() };
      needed.set(keyId, need);
      if (!need.repositories.includes(gun)) {
        need.repositories.push(gun);
      }
      for (const role of roles) {
        need.roles.add(role);
      }
    }
  }
  return needed.values();
}

function newKeys(repositories: readonly ReadyRepository[]): readonly NewKeyNeed[] {
  const needed = new Map<KeyId, NewKeyNeed>();
  for (const { gun, plan } of repositories) {
    for (const newKey of plan.newKeys) {
      const need = needed.get(newKey.keyId) ?? { ...newKey, repositories: [] };
      need.repositories.push(gun);
      needed.set(newKey.keyId, need);
    }
  }
  return [...needed.values()];
}
