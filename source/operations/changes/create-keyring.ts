import type { Clock, Passphrase, Timer } from '../../base/index.ts';
import { asGun, type KeyId, type TufKey } from '../../tuf/index.ts';
import { OperationError } from '../errors.ts';
import type { LocalKey } from '../ports.ts';
import { SharedWork } from '../shared-work.ts';
import {
  askForNew,
  askToOpen,
  type KeyQuestion,
  type Open,
  type Opened,
  openWithKnown,
} from './ask-passphrase.ts';
import type { KeyFileHeaders, KeyVault, PassphraseQuestion, UnlockedKey } from './key-ports.ts';
import type { Asking } from './key-work.ts';
import type { Keyring } from './keyring.ts';
import { newKeyQuestion } from './new-key-question.ts';
import { Turns } from './turns.ts';

export interface KeyringOptions {
  readonly vault: Pick<KeyVault, 'generate' | 'unlock' | 'save'>;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Without use for so long, everything that was unlocked is forgotten. */
  readonly idleMilliseconds?: number;
}

const IDLE_MILLISECONDS = 15 * 60 * 1000;

/** What the keyring knows until it is locked; a new one takes its place then, so that late answers reach nobody. */
interface Unlocked {
  readonly keys: Map<KeyId, UnlockedKey>;
  /** Passphrases that opened a key, by the role in its header, which is what docker and notary go by (facts 8.3). */
  readonly passphrases: Map<string, Set<Passphrase>>;
}

export function createKeyring(options: KeyringOptions): Keyring {
  return new PrivateKeyring(options);
}

class PrivateKeyring implements Keyring {
  readonly #options: KeyringOptions;
  readonly #idleMilliseconds: number;
  /** Keys that were made and not saved: they guard nothing yet, and locking would only lose them. */
  readonly #fresh = new Map<KeyId, UnlockedKey>();
  readonly #unlocking = new SharedWork<KeyId, UnlockedKey>();
  /** A person answers one question at a time. */
  readonly #questions = new Turns();
  #unlocked = nothingUnlocked();
  #usedAt = 0;
  #stopTimer: () => void = () => undefined;

  constructor(options: KeyringOptions) {
    this.#options = options;
    this.#idleMilliseconds = options.idleMilliseconds ?? IDLE_MILLISECONDS;
  }

  async generate(algorithm: Parameters<Keyring['generate']>[0]): Promise<TufKey> {
    const made = await this.#options.vault.generate(algorithm);
    this.#fresh.set(made.key.canonicalId, made);
    return made.key;
  }

  fresh(keyId: KeyId): UnlockedKey | null {
    return this.#fresh.get(keyId) ?? null;
  }

  unlocked(keyId: KeyId): UnlockedKey | null {
    return this.#current().keys.get(keyId) ?? null;
  }

  async unlock(key: LocalKey, why: PassphraseQuestion['why'], asking: Asking): Promise<UnlockedKey> {
    const known = this.#current().keys.get(key.id);
    if (known !== undefined) {
      return known;
    }
    return this.#unlocking.run(
      key.id,
      (signal) => this.#questions.take(() => this.#open(key, why, { ...asking, signal })),
      asking.signal,
    );
  }

  async tryKnown(key: LocalKey): Promise<boolean> {
    const unlocked = this.#current();
    if (unlocked.keys.has(key.id)) {
      return true;
    }
    const opened = await this.#openSilently(key, unlocked);
    if (opened !== null) {
      remember(unlocked, key, opened);
    }
    return opened !== null;
  }

  async saveFresh(keyId: KeyId, headers: KeyFileHeaders, asking: Asking): Promise<LocalKey> {
    const fresh = this.#fresh.get(keyId);
    if (fresh === undefined) {
      throw new OperationError('new-key-gone', { keyId });
    }
    const { role, gun } = headers;
    const passphrase = await this.#questions.take(() =>
      askForNew(newKeyQuestion({ keyId, role, gun }), asking),
    );
    const unlocked = this.#current();
    const saved = await this.#options.vault.save(fresh, { headers, passphrase });
    remember(unlocked, saved, { key: fresh, passphrase });
    this.#fresh.delete(keyId);
    return saved;
  }

  signerFor(key: TufKey): ReturnType<Keyring['signerFor']> {
    const unlocked = this.#current().keys.get(key.canonicalId);
    return unlocked === undefined ? null : { key, sign: (message) => unlocked.sign(message) };
  }

  lock(): void {
    this.#stopTimer();
    this.#unlocked = nothingUnlocked();
  }

  /** What is unlocked, as of now: a machine that slept has no timer that fired. */
  #current(): Unlocked {
    const now = this.#options.clock.now().getTime();
    if (now - this.#usedAt >= this.#idleMilliseconds) {
      this.lock();
    }
    this.#usedAt = now;
    this.#stopTimer();
    this.#stopTimer = this.#options.timer(() => this.lock(), this.#idleMilliseconds);
    return this.#unlocked;
  }

  async #open(key: LocalKey, why: PassphraseQuestion['why'], asking: Asking): Promise<UnlockedKey> {
    asking.signal.throwIfAborted();
    const unlocked = this.#current();
    const opened =
      (await this.#openSilently(key, unlocked)) ??
      (await askToOpen(unlockQuestion(key, why), this.#opening(key), asking));
    return remember(unlocked, key, opened);
  }

  async #openSilently(key: LocalKey, { passphrases }: Unlocked): Promise<Opened<UnlockedKey> | null> {
    return key.encrypted
      ? openWithKnown(this.#opening(key), passphrases.get(aliasOf(key)) ?? [])
      : { key: await this.#options.vault.unlock(key, null), passphrase: null };
  }

  #opening(key: LocalKey): Open<UnlockedKey> {
    return (passphrase) => this.#options.vault.unlock(key, passphrase);
  }
}

function nothingUnlocked(): Unlocked {
  return { keys: new Map(), passphrases: new Map() };
}

function remember(unlocked: Unlocked, file: LocalKey, { key, passphrase }: Opened<UnlockedKey>): UnlockedKey {
  unlocked.keys.set(file.id, key);
  if (passphrase !== null) {
    const known = unlocked.passphrases.get(aliasOf(file)) ?? new Set();
    unlocked.passphrases.set(aliasOf(file), known.add(passphrase));
  }
  return key;
}

function aliasOf({ role }: LocalKey): string {
  return role ?? '';
}

function unlockQuestion(key: LocalKey, why: PassphraseQuestion['why']): KeyQuestion {
  return {
    role: key.role,
    owner: key.role,
    keyId: key.id,
    gun: key.gun === null ? null : asGun(key.gun),
    path: key.path,
    why,
  };
}
