import type { ChangeProgress, ChangeRequest } from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';

type Lines = ReadonlyMap<ChangeProgress['step'], string>;

/** What is worth a line while it happens; the other steps are over before anybody could read it. */
const LINES: Lines = new Map([
  ['publishing', 'publishing'],
  ['verifying', 'published; downloading it again to verify it'],
  ['planning-again', 'somebody else published meanwhile; planning again'],
]);
const DELETING: Lines = new Map([['publishing', 'deleting']]);

export function tellProgress(
  { kind }: ChangeRequest,
  { output }: CommandContext,
): (progress: ChangeProgress) => void {
  const lines = kind === 'delete' ? DELETING : LINES;
  return ({ gun, step }) => {
    const line = lines.get(step);
    if (line !== undefined) {
      output.note(`${gun}: ${line}`);
    }
  };
}
