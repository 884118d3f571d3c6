import type { Explanation } from '../../operations/index.ts';
import type { MessageEntry } from './entry.ts';
import { HOLES } from './holes.ts';

/**
 * What may go from a pasted message into a command that people copy: nothing that a shell takes for more than a word, and
 * no option.
 */
const HARMLESS = /^[A-Za-z0-9_./:@%+][-A-Za-z0-9_./:@%+]{0,399}$/;

/** An entry with what a message filled in. */
export function fill(entry: MessageEntry, values: ReadonlyMap<string, string>): Explanation {
  const { tool, message, codes } = entry;
  const complete = (text: string): string =>
    text.replace(/\{([a-z]+)\}/g, (_, name: string) => wordFor(name, values));
  return {
    tool,
    message,
    values,
    means: complete(entry.means),
    because: entry.because.map(complete),
    next: entry.next.map(complete),
    codes,
  };
}

function wordFor(name: string, values: ReadonlyMap<string, string>): string {
  const value = values.get(name);
  return value !== undefined && HARMLESS.test(value) ? shortened(value) : (HOLES.get(name)?.unknown ?? name);
}

/** Key IDs and digests as people can compare them; trustdeck takes them cut short. */
function shortened(value: string): string {
  return /^[0-9a-f]{64}$/i.test(value) ? value.slice(0, 12) : value;
}

/** A repository without its tag or digest, as commands about whole repositories take it. */
export function repositoryOf(image: string): string {
  const [name = ''] = image.split('@');
  const colon = name.lastIndexOf(':');
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}
