import { Passphrase, safeText } from '../../base/index.ts';
import {
  type PassphraseQuestion,
  type PassphraseSource,
  passphraseProblem,
  passphraseVariables,
} from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';
import type { Dialog } from '../ports.ts';
import { newKeyPrompt, ROOT_KEY_WARNING, repeatPrompt, unlockPrompt } from './passphrase-words.ts';

const ROUNDS = 3;

/**
 * Where a command's passphrases come from: the environment variables of docker and notary, then the person at the
 * terminal, or the next lines of a pipe. As docker does, a new key of a role takes the passphrase that a key of that
 * role was given before in the same run.
 */
export class CommandPassphrases implements PassphraseSource {
  readonly #context: CommandContext;
  readonly #created = new Map<string | null, Passphrase>();

  constructor(context: CommandContext) {
    this.#context = context;
  }

  async ask(question: PassphraseQuestion, signal: AbortSignal): Promise<Passphrase | null> {
    const given = this.#fromEnvironment(question);
    if (given !== null) {
      return given;
    }
    const dialog = await this.#context.ports.dialog();
    switch (dialog.partner) {
      case 'none':
        return null;
      case 'pipe':
        return asPassphrase(await dialog.readSecret('', signal));
      case 'terminal':
        return question.purpose === 'unlock'
          ? this.#existing(question, dialog, signal)
          : (this.#created.get(question.role) ?? this.#new(question, dialog, signal));
    }
  }

  /** A passphrase that is to replace another is asked for: the environment holds the old one. */
  #fromEnvironment({ role, attempt, purpose, why }: PassphraseQuestion): Passphrase | null {
    if (purpose === 'create' && why.kind === 'change') {
      return null;
    }
    const found = this.#variables(role)[attempt - 1];
    return found === undefined ? null : new Passphrase(found.value);
  }

  /** Variables that are set, each worth one try: those of docker and notary may differ. */
  #variables(role: string | null): readonly { readonly name: string; readonly value: string }[] {
    const found = passphraseVariables(role).flatMap((name) => {
      const value = this.#context.ports.variable(name);
      return value === undefined || value === '' ? [] : [{ name, value }];
    });
    return found.filter(({ value }, index) => found.findIndex((other) => other.value === value) === index);
  }

  async #existing(
    question: PassphraseQuestion,
    dialog: Dialog,
    signal: AbortSignal,
  ): Promise<Passphrase | null> {
    if (question.rejected === 'wrong') {
      const variable = this.#variables(question.role)[question.attempt - 2];
      dialog.say(
        variable === undefined
          ? 'Passphrase incorrect. Please retry.\n'
          : `The passphrase in ${variable.name} does not open this key.\n`,
      );
    }
    return asPassphrase(await dialog.readSecret(safeText(unlockPrompt(question)), signal));
  }

  async #new(question: PassphraseQuestion, dialog: Dialog, signal: AbortSignal): Promise<Passphrase | null> {
    if (question.role === 'root') {
      dialog.say(`${ROOT_KEY_WARNING.join('\n')}\n`);
    }
    for (let round = 1; round <= ROUNDS; round += 1) {
      const first = await dialog.readSecret(safeText(newKeyPrompt(question)), signal);
      if (first === null) {
        return null;
      }
      const passphrase = new Passphrase(first);
      if (passphraseProblem(passphrase) !== null) {
        dialog.say('Passphrase is too short: it needs 8 bytes or more. Please retry.\n');
      } else if ((await dialog.readSecret(safeText(repeatPrompt(question)), signal)) !== first) {
        dialog.say('Passphrases do not match. Please retry.\n');
      } else {
        this.#created.set(question.role, passphrase);
        return passphrase;
      }
    }
    return null;
  }
}

function asPassphrase(text: string | null): Passphrase | null {
  return text === null ? null : new Passphrase(text);
}
