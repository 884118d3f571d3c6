import { shellLine } from '../../base/index.ts';
import type { Gun } from '../../operations/index.ts';
import type { Remedy, RemedyWay } from '../check.ts';

type Commands = NonNullable<RemedyWay['commands']>;

interface Outside {
  readonly label: string;
  /** What is done, as the end of "Reach the server: …". */
  readonly way: string;
  readonly steps: readonly string[];
  readonly commands?: Commands;
}

/** What no program can do for a person: steps, in order. */
export function outside({ label, way, steps, commands = [] }: Outside): Remedy {
  return {
    label,
    ways: [{ id: 'outside', label: way, action: { kind: 'outside' }, steps, commands }],
    judgement: null,
  };
}

/** The same, after which the repository is examined again. */
export function tryAgain(gun: Gun, { commands = [], ...told }: Outside): Remedy {
  return outside({ ...told, commands: [...commands, trustdeck('doctor', gun)] });
}

export function trustdeck(...words: readonly string[]): Commands[number] {
  return { tool: 'trustdeck', line: shellLine(['trustdeck', ...words]) };
}

export function docker(...words: readonly string[]): Commands[number] {
  return { tool: 'docker', line: shellLine(['docker', ...words]) };
}
