import { doctor } from '../../doctor/index.ts';
import type { Explanation } from '../../operations/index.ts';
import type { CommandContext } from '../command.ts';
import { UsageError } from '../errors.ts';
import { BLANK, type PageLine, pageLine } from '../page.ts';

const FAILED = 1;
/** Stands for standard input. */
const INPUT = '-';
/** Of longer input, what is asked about is at the end: that is where a tool says why it stopped. */
const MOST_LINES = 1000;
/** A key ID. */
const LONGEST_VALUE = 64;

interface Explained {
  readonly message: string;
  readonly explanations: readonly Explanation[];
}

/** `doctor --explain MESSAGE`: what docker or notary meant. Resolves with 1 when one is not known. */
export async function explainMessages(typed: readonly string[], context: CommandContext): Promise<number> {
  const explained: Explained[] = [];
  for (const text of typed) {
    const message = (text === INPUT ? await inputText(context) : text).trim();
    if (message === '') {
      throw nothingToExplain('What was given is empty.');
    }
    explained.push({ message, explanations: await doctor.explain(message) });
  }
  const { output } = context;
  if (output.isJson) {
    output.json({ messages: explained.map(explainedJson) });
  } else {
    const blocks = explained.flatMap(explainedBlocks);
    await output.page(blocks.flatMap((lines, index) => (index === 0 ? lines : [BLANK, ...lines])));
  }
  return explained.every(({ explanations }) => explanations.length > 0) ? 0 : FAILED;
}

async function inputText({ ports, io }: CommandContext): Promise<string> {
  const dialog = await ports.dialog();
  if (dialog.partner !== 'pipe') {
    throw nothingToExplain('None was given, and input is no pipe.');
  }
  const lines: string[] = [];
  for (;;) {
    const line = await dialog.readLine('', io.signal);
    if (line === null) {
      return lines.join('\n');
    }
    lines.push(line);
    if (lines.length > MOST_LINES) {
      lines.shift();
    }
  }
}

function nothingToExplain(why: string): UsageError {
  return new UsageError({
    message: 'There is no message to explain',
    why,
    next: 'Give it in quotes, trustdeck doctor --explain "MESSAGE", or pipe it in.',
  });
}

function explainedBlocks({ message, explanations }: Explained): readonly (readonly PageLine[])[] {
  return explanations.length === 0
    ? [
        [
          pageLine('', message.replaceAll('\n', ' '), 'strong'),
          pageLine('  ', 'This message is not known.'),
          pageLine('  ', 'Run trustdeck doctor REPO: it looks at the repository itself.'),
        ],
      ]
    : explanations.map(explanationLines);
}

function explanationLines(explanation: Explanation): readonly PageLine[] {
  const { tool, means, because, next, codes } = explanation;
  return [
    {
      lead: { text: '' },
      spans: [
        { text: headingOf(explanation), style: 'strong' },
        { text: `  (${tool === 'either' ? 'docker or notary' : tool})`, style: 'dim' },
      ],
    },
    pageLine('  ', means),
    ...listed('Why it appears:', because),
    ...listed('What to do:', next),
    ...(codes.length === 0 ? [] : [pageLine('  ', `trustdeck doctor calls it ${codes.join(', ')}.`, 'dim')]),
  ];
}

/** As it was met: a paste may have the same message of two roles. What is long stays named, as in the catalogue. */
function headingOf({ message, values }: Explanation): string {
  return message.replaceAll(/<([a-z]+)>/g, (hole, name: string) => {
    const value = values.get(name) ?? hole;
    return value.length > LONGEST_VALUE ? hole : value;
  });
}

function listed(title: string, sentences: readonly string[]): readonly PageLine[] {
  return sentences.length === 0
    ? []
    : [pageLine('  ', title), ...sentences.map((text, index) => pageLine(`    ${index + 1}. `, text))];
}

function explainedJson({ message, explanations }: Explained) {
  return {
    message,
    explanations: explanations.map(({ values, message: pattern, ...explanation }) => ({
      message: pattern,
      values: Object.fromEntries(values),
      ...explanation,
    })),
  };
}
