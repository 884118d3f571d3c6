import type { Fix, FixWay } from '../../../operations/index.ts';
import type { CommandContext } from '../../command.ts';
import { askLine } from '../../dialog/ask-line.ts';
import { waysHere } from '../possible-here.ts';

const SKIP = 's';

/**
 * The way to go: the only one, the automatic one when nobody may be asked, else what the person chooses; null for none.
 * Where the best one is for others to go, none is gone here by merely pressing Enter: what is left may give something up.
 */
export async function chooseWay(
  fix: Fix,
  { mayAsk, context }: { readonly mayAsk: boolean; readonly context: CommandContext },
): Promise<FixWay | null> {
  const ways = waysHere(fix);
  const [best = null, ...others] = ways;
  const isBest = best === fix.ways[0];
  if (best === null || !mayAsk || (others.length === 0 && isBest)) {
    return best;
  }
  const preset = isBest ? '1' : SKIP;
  context.output.aside([
    '',
    ...ways.map(({ label }, index) => `  ${index + 1}  ${label}`),
    `  ${SKIP}  leave it`,
  ]);
  for (;;) {
    const typed =
      (await askLine(`Which way, ${numbers(ways)}, or ${SKIP} to leave it [${preset}]: `, context)) ?? preset;
    const chosen = /^\d+$/.test(typed) ? ways[Number(typed) - 1] : undefined;
    if (chosen !== undefined || typed.toLowerCase() === SKIP) {
      return chosen ?? null;
    }
    context.output.aside([`${typed} is none of them.`]);
  }
}

function numbers({ length }: readonly FixWay[]): string {
  return length === 1 ? '1' : `1 to ${length}`;
}
