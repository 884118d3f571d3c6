/** Terminals drop longer sequences; 74,994 bytes is what the strictest common one takes. */
const MOST_BYTES = 74_994;

/**
 * OSC 52: asks the terminal itself to put text on the clipboard, which works through ssh as well. tmux passes it on
 * only when it is wrapped, with every escape doubled. Null when the text is longer than terminals take.
 */
export function clipboardSequence(text: string, { tmux }: { readonly tmux: boolean }): string | null {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > MOST_BYTES) {
    return null;
  }
  const sequence = `\u001b]52;c;${bytes.toString('base64')}\u0007`;
  return tmux ? `\u001bPtmux;${sequence.replaceAll('\u001b', '\u001b\u001b')}\u001b\\` : sequence;
}
