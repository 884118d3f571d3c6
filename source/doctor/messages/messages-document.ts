import type { Explanation } from '../../operations/index.ts';
import { TOPICS } from './catalogue.ts';
import type { MessageEntry } from './entry.ts';
import { fill } from './fill.ts';

const INTRODUCTION = `What docker and notary print when something is wrong, what it means, and what to do. \`trustdeck doctor --explain "MESSAGE"\`
finds the entry for a line or a whole paste and fills in its names; in the app it is \`e\` in the Doctor.
Words in capital letters stand for what you know.`;

/** The catalogue as the text of `docs/messages.md`. */
export function messagesDocument(): string {
  const sections = TOPICS.map(({ title, entries }) => [`## ${title}`, ...entries.map(section)].join('\n\n'));
  return `${['# Messages of docker and notary', INTRODUCTION, ...sections].join('\n\n')}\n`;
}

/** The messages that people ask about most, as a table: message, meaning, first command. */
export function messagesTable(asked: readonly string[]): string {
  const entries = TOPICS.flatMap(({ entries }) => entries).filter(({ message }) => asked.includes(message));
  const rows = entries
    .map((entry) => fill(entry, new Map()))
    .map(({ message, means, next }) => `| ${code(message)} | ${means} | ${firstCommand(next)} |`);
  return ['| message | what it means | start with |', '|---|---|---|', ...rows].join('\n');
}

function section(entry: MessageEntry): string {
  const { message, means, because, next, codes } = fill(entry, new Map());
  const others = (entry.also ?? []).map(code).join(', ');
  return [
    `### ${code(message)}`,
    ...(others === '' ? [] : [`Also: ${others}`]),
    means,
    ['Why it appears:', ...because.map((cause) => `- ${cause}`)].join('\n'),
    ['What to do:', ...next.map((step, index) => `${index + 1}. ${step}`)].join('\n'),
    ...(codes.length === 0 ? [] : [`The doctor reports ${codes.map(code).join(', ')}.`]),
  ].join('\n\n');
}

function firstCommand(next: Explanation['next']): string {
  const [, command] = /`(trustdeck [^`]+)`/.exec(next.join(' ')) ?? [];
  return command === undefined ? '' : code(command);
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
