import type { Diagnosed, FindingLevel, Fix, FixWay } from '../../operations/index.ts';
import { type PageLine, type PageStyle, pageLine, wholeLine } from '../page.ts';
import { keyOwnerName } from './key-owner-name.ts';

const MARKS: Readonly<Record<FindingLevel, string>> = { error: 'x', warning: '!', notice: '-' };
const STYLES: Readonly<Record<FindingLevel, PageStyle>> = {
  error: 'error',
  warning: 'warning',
  notice: 'dim',
};

/** Where the parts of a finding begin. */
const BODY = '    ';
const DEEP = '      ';
const COMMAND = '        ';

/** What one finding is, what it means, why it is certain, and what can be done about it. */
export function findingLines({ finding, fix }: Diagnosed): readonly PageLine[] {
  const { code, level, summary, meaning, evidence } = finding;
  return [
    {
      lead: { text: `  ${MARKS[level]} `, style: STYLES[level] },
      spans: [
        { text: summary, style: 'strong' },
        { text: `  (${code})`, style: 'dim' },
      ],
    },
    ...(meaning.pulls === null ? [] : [pageLine(`${BODY}Pulling: `, meaning.pulls)]),
    ...(meaning.signs === null ? [] : [pageLine(`${BODY}Signing: `, meaning.signs)]),
    ...evidence.map(({ text }) => pageLine(DEEP, text, 'dim')),
    ...(fix === null ? [] : fixLines(fix)),
  ];
}

function fixLines({ label, ways, judgement }: Fix): readonly PageLine[] {
  return [
    pageLine(`${BODY}Fix: `, label, 'strong'),
    ...ways.flatMap(wayLines),
    ...(judgement === null ? [] : [pageLine(BODY, judgement)]),
  ];
}

function wayLines(way: FixWay): readonly PageLine[] {
  const { label, action, here, commands, steps, hindrance } = way;
  // Whoever can do it here needs no other tool; whoever is asked to do it elsewhere may have only that.
  const shown =
    here && action.kind !== 'outside' ? commands.filter(({ tool }) => tool === 'trustdeck') : commands;
  return [
    pageLine(`${DEEP}- `, label),
    ...(here || hindrance === null ? [] : [pageLine(COMMAND, hindrance)]),
    ...whoLines(way),
    ...steps.map((step, index) => pageLine(`${COMMAND}${index + 1}. `, step)),
    ...shown.map(({ line }) => wholeLine(COMMAND, line)),
  ];
}

function whoLines({ here, who, commands }: FixWay): readonly PageLine[] {
  const names = [...new Set(who.map((key) => keyOwnerName(key)))];
  return here || names.length === 0
    ? []
    : [pageLine(COMMAND, `${names.join(' or ')} can${commands.length === 0 ? '.' : ':'}`)];
}
