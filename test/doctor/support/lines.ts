import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * `lines.json`: what docker and notary print, as it was recorded or as their sources write it, by the message of the
 * catalogue that has to explain it before any other.
 */
export const LINES: readonly (readonly [message: string, lines: readonly string[]])[] = Object.entries(
  JSON.parse(readFileSync(resolve(import.meta.dirname, 'lines.json'), 'utf8')),
);

export const EVERY_LINE: readonly (readonly [line: string, message: string])[] = LINES.flatMap(
  ([message, lines]) => lines.map((line) => [line, message] as const),
);
