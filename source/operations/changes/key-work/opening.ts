import type { Passphrase } from '../../../base/index.ts';
import { askToOpen, type KeyQuestion, type Opened, openWithKnown } from '../ask-passphrase.ts';
import type { PemKey, UnlockedKey } from '../key-ports.ts';
import type { Asking } from '../key-work.ts';

/**
 * Opens keys one after the other. What opened one is tried on the next one of the same role before anybody is asked, as
 * docker and notary do (facts 8.3); nothing that was unlocked before counts, as it is the files that are put to the test.
 */
export class Opening {
  readonly #asking: Asking;
  readonly #known = new Map<string, Set<Passphrase>>();

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  async open(
    { encrypted, unlock }: Pick<PemKey, 'encrypted' | 'unlock'>,
    question: KeyQuestion,
  ): Promise<Opened<UnlockedKey>> {
    this.#asking.signal.throwIfAborted();
    if (!encrypted) {
      return { key: await unlock(null), passphrase: null };
    }
    const alias = question.role ?? '';
    const known = this.#known.get(alias) ?? new Set();
    const opened = (await openWithKnown(unlock, known)) ?? (await askToOpen(question, unlock, this.#asking));
    if (opened.passphrase !== null) {
      this.#known.set(alias, known.add(opened.passphrase));
    }
    return opened;
  }
}
