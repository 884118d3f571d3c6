import { openSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { WriteStream } from 'node:tty';

/** Opens the terminal that the process was started in, wherever its streams lead; null without one. */
export function openScreen(): Writable | null {
  try {
    return new WriteStream(openSync('/dev/tty', 'w'));
  } catch {
    return null;
  }
}
