const REDACTED = '[passphrase]';

/**
 * A passphrase in memory. The text only comes out through `reveal`, so that no log, error, JSON document or inspection
 * of an object around it can show it by accident.
 */
export class Passphrase {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}
