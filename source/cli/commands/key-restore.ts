import type { CommandContext, Invocation } from '../command.ts';
export async function run(_: Invocation, _context: CommandContext): Promise<number> {
  return 1;
}
