import type { FindingLevel } from '../operations/index.ts';
import type { Check, MachineCheck } from './check.ts';
import { CHECKS, MACHINE_CHECKS, RANKS } from './checks.ts';

const WIDTH = 118;

const LEVELS: readonly (readonly [FindingLevel, string])[] = [
  ['error', '### Errors: people cannot pull or sign what they should'],
  ['warning', '### Warnings: it will go wrong, or is not what it seems'],
  ['notice', '### Notices: worth knowing'],
];

/** Everything that the doctor can find, as text for people who read before they need it: the table of checks in words. */
export function findingsDocument(): string {
  const checks = [...CHECKS, ...MACHINE_CHECKS].sort((left, right) => rankOf(left) - rankOf(right));
  return LEVELS.map(([level, title]) =>
    [title, '', ...checks.filter((check) => check.level === level).map(item)].join('\n'),
  ).join('\n\n');
}

function item({ code, words: { wrong, pulls, signs, remedy } }: Check | MachineCheck): string {
  const parts = [
    `**\`${code}\`** ${wrong}`,
    ...(pulls === null ? [] : [`*Pulling:* ${pulls}`]),
    ...(signs === null ? [] : [`*Signing:* ${signs}`]),
    `*Fix:* ${remedy}`,
  ];
  return `- ${wrapped(parts.join(' '))}`;
}

function rankOf({ code }: Check | MachineCheck): number {
  return RANKS.get(code) ?? RANKS.size;
}

/** Lines of a list's item, as wide as those that people wrote around it. */
function wrapped(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= WIDTH) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines.join('\n  ');
}
