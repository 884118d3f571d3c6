import type { ChangeProgress } from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';

/** What is worth a line while it happens; the others are over before anybody could read it. */
const LINES: ReadonlyMap<ChangeProgress['step'], string> = new Map([
  ['publishing', 'publishing'],
  ['verifying', 'published; downloading it again to verify it'],
  ['planning-again', 'somebody else published meanwhile; planning again'],
]);

export function tellProgress({ output }: CommandContext): (progress: ChangeProgress) => void {
  return ({ gun, step }) => {
    const line = LINES.get(step);
    if (line !== undefined) {
      output.note(`${gun}: ${line}`);
    }
  };
}
