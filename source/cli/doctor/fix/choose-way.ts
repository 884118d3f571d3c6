import type { Fix, FixWay } from '../../../operations/index.ts';
import type { CommandContext } from '../../command.ts';
import { askLine } from '../../dialog/ask-line.ts';
import { waysHere } from '../possible-here.ts';

const SKIP = 's';

/** The way to go: the only one, the automatic one when nobody may be asked, else what the person chooses; null for none. */
export async function chooseWay(
  fix: Fix,
  { mayAsk, context }: { readonly mayAsk: boolean; readonly context: CommandContext },
): Promise<FixWay | null> {
  const ways = waysHere(fix);
  const [best = null, ...others] = ways;
  if (others.length === 0 || !mayAsk) {
    return best;
  }
  context.output.aside([
    '',
    ...ways.map(({ label }, index) => `  ${index + 1}  ${label}`),
    `  ${SKIP}  leave it`,
  ]);
  for (;;) {
    const typed =
      (await askLine(`Which way, 1 to ${ways.length}, or ${SKIP} to leave it [1]: `, context)) ?? '1';
    const chosen = /^\d+$/.test(typed) ? ways[Number(typed) - 1] : undefined;
    if (chosen !== undefined || typed.toLowerCase() === SKIP) {
      return chosen ?? null;
    }
    context.output.aside([`${typed} is none of them.`]);
  }
}
