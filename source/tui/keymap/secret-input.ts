import { Passphrase } from '../../base/index.ts';
import { withoutControls } from './edit-field.ts';
import type { KeyPress } from './key-press.ts';

/** What a person sees as one character, and deletes as one. */
const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The passphrase that is being typed. It lives here alone, outside of the store and of React: what is on the screen can
 * tell whether there is something, not what or how much.
 */
export class SecretInput {
  #text = '';
  #first = '';

  get empty(): boolean {
    return this.#text === '';
  }

  /** Counted in bytes and without blanks around it, as notary counts (facts 8.3). */
  isShorterThan(bytes: number): boolean {
    return Buffer.byteLength(this.#text.trim(), 'utf8') < bytes;
  }

  /** False when the key is none of its own. */
  press(key: KeyPress): boolean {
    if (key.text !== null) {
      this.#text += key.text;
      return true;
    }
    switch (key.name) {
      case 'backspace':
      case 'delete':
        this.#text = [...CHARACTERS.segment(this.#text)]
          .slice(0, -1)
          .map(({ segment }) => segment)
          .join('');
        return true;
      case 'ctrl+u':
        this.clear();
        return true;
      default:
        return false;
    }
  }

  /** The first line of what is pasted: files of passphrases end with a line break. */
  paste(pasted: string): void {
    const [line = ''] = pasted.split(/[\r\n]/);
    this.#text += withoutControls(line);
  }

  clear(): void {
    this.#text = '';
  }

  /** Puts what was typed aside, to be typed again. */
  hold(): void {
    this.#first = this.#text;
    this.clear();
  }

  /** Hands out what was typed and forgets it. */
  take(): Passphrase {
    const taken = new Passphrase(this.#text);
    this.clear();
    this.#first = '';
    return taken;
  }

  /** The same for what was typed twice; null when it was not the same. */
  takeRepeated(): Passphrase | null {
    const same = this.#text === this.#first;
    const taken = this.take();
    return same ? taken : null;
  }
}
