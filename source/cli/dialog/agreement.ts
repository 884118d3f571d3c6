import { safeText } from '../../base/index.ts';
import type { CommandContext } from '../command.ts';
import { UsageError } from '../errors.ts';
import type { Dialog } from '../ports.ts';

/** Asks a question that a plain yes answers; `--yes` has answered it. Resolves with whether it was agreed to. */
export async function agreed(question: string, yes: boolean, context: CommandContext): Promise<boolean> {
  if (yes) {
    return true;
  }
  const dialog = await context.ports.dialog();
  if (dialog.partner !== 'terminal') {
    throw nobodyToAsk('Nothing is done before somebody has agreed to it, and input is no terminal.', '--yes');
  }
  showUnseen(dialog, context);
  const answer = await dialog.readLine(`${safeText(question)} [y/N] `, context.io.signal);
  return /^y(es)?$/i.test(answer?.trim() ?? '');
}

export interface TypedAgreement<Risk extends string> {
  /** What is at stake, by its name. */
  readonly risks: ReadonlyMap<Risk, string>;
  /** Named beforehand with `--accept-risk`. */
  readonly accepted: readonly string[];
  /** What has to be typed, and what it is. */
  readonly word: string;
  readonly wordIs: string;
}

/**
 * Has what cannot be had back agreed to by typing, or finds that it was agreed to beforehand. `--yes` is not enough.
 * Resolves with `beforehand` when nothing had to be asked.
 */
export async function agreedToRisks<Risk extends string>(
  { risks, accepted, word, wordIs }: TypedAgreement<Risk>,
  context: CommandContext,
): Promise<'beforehand' | 'typed' | 'declined'> {
  const open = [...risks].filter(([risk]) => !accepted.includes(risk));
  if (open.length === 0) {
    return 'beforehand';
  }
  const dialog = await context.ports.dialog();
  if (dialog.partner !== 'terminal') {
    throw nobodyToAsk(
      open.map(([, words]) => words).join(' '),
      open.map(([risk]) => `--accept-risk ${risk}`).join(' '),
    );
  }
  showUnseen(dialog, context);
  dialog.say(open.map(([, words]) => `${safeText(words)}\n`).join(''));
  const answer = await dialog.readLine(
    `${safeText(`Type ${word} (${wordIs}) to go on`)}: `,
    context.io.signal,
  );
  return answer?.trim() === word ? 'typed' : 'declined';
}

/** Nobody agrees to what only a redirected stderr has. */
export function showUnseen(dialog: Dialog, { output }: CommandContext): void {
  const text = output.takeAsides();
  if (dialog.apart) {
    dialog.say(text);
  }
}

function nobodyToAsk(why: string, option: string): UsageError {
  return new UsageError({
    message: 'There is nobody to ask',
    why,
    next: `Look at it with --dry-run, then add ${option}.`,
  });
}
