import type { CommandContext, Invocation } from '../command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { completionWords } from '../completion/words.ts';
import { zshCompletion } from '../completion/zsh.ts';

const SHELLS = new Map([
  ['bash', bashCompletion],
  ['zsh', zshCompletion],
  ['fish', fishCompletion],
]);

/** `completion bash|zsh|fish`: a script made from the command table. */
export async function run({ positionals }: Invocation, { output, io }: CommandContext): Promise<number> {
  const script = SHELLS.get(positionals[0] ?? '')?.(completionWords()) ?? '';
  if (output.isJson) {
    output.json({ script });
  } else {
    io.stdout(script);
  }
  return 0;
}
