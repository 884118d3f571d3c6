import { safeText } from '../../base/index.ts';
import type { CommandContext } from '../command.ts';
import { showUnseen } from './agreement.ts';

/** Asks a person for a line; null when there is none: nothing typed, or the end of input. */
export async function askLine(prompt: string, context: CommandContext): Promise<string | null> {
  const dialog = await context.ports.dialog();
  showUnseen(dialog, context);
  const line = (await dialog.readLine(safeText(prompt), context.io.signal))?.trim() ?? '';
  return line === '' ? null : line;
}

/**
 * Asks again while `read` refuses what was typed, after saying why; null when nothing is typed. What rejects with the
 * signal's reason goes on to the caller.
 */
export async function askUntil<Value>(
  prompt: string,
  read: (line: string) => Value | Promise<Value>,
  context: CommandContext,
): Promise<Value | null> {
  for (;;) {
    const line = await askLine(prompt, context);
    if (line === null) {
      return null;
    }
    try {
      return await read(line);
    } catch (error) {
      context.io.signal.throwIfAborted();
      context.output.fail(error);
    }
  }
}
