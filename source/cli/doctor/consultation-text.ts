import type { Diagnosed, FindingLevel, Gun, HealthLevel } from '../../operations/index.ts';
import { BLANK, type PageLine, type PageStyle, pageLine } from '../page.ts';
import { type Particulars, type Shared, sortOut } from './alike.ts';
import type { Consultation } from './consult.ts';
import { findingLines } from './findings-text.ts';
import { canBePutRightHere } from './possible-here.ts';

const LEVELS: readonly FindingLevel[] = ['error', 'warning', 'notice'];
const STYLES: Readonly<Record<HealthLevel, PageStyle>> = {
  error: 'error',
  warning: 'warning',
  notice: 'strong',
  ok: 'ok',
};

export interface ConsultationText {
  /** What is wrong, worst first. */
  readonly findings: readonly PageLine[];
  /** A line for each repository that is healthy, and one that sums everything up: nothing that is missed in scripts. */
  readonly remarks: readonly PageLine[];
}

/** What is wrong under one title: with one repository, with several in the same way, or with the keys on this machine. */
interface Block {
  readonly title: string;
  readonly findings: readonly Diagnosed[];
  readonly shared: Shared | null;
}

/** What the doctor says, for people. `command` is how the same repositories are asked about. */
export function consultationText(consultation: Consultation, command: string): ConsultationText {
  const healthy = consultation.repositories.filter(({ findings }) => findings.length === 0);
  const blocks = blocksOf(consultation).toSorted((left, right) => rankOf(left) - rankOf(right));
  return {
    findings: blocks.flatMap((block, index) => [...(index === 0 ? [] : [BLANK]), ...blockLines(block)]),
    remarks: [
      ...(blocks.length === 0 ? [] : [BLANK]),
      ...healthy.map(({ gun }) => ({ ...pageLine('', gun), lead: { text: 'ok ', style: STYLES.ok } })),
      ...(blocks.length === 0 || healthy.length === 0 ? [] : [BLANK]),
      pageLine('', summary(consultation, command)),
    ],
  };
}

function blocksOf({ repositories, machine }: Consultation): readonly Block[] {
  const { shared, own } = sortOut(repositories);
  return [
    ...shared.map(
      (one): Block => ({
        title: `${one.guns.length} repositories`,
        findings: one.findings,
        shared: one,
      }),
    ),
    ...own.map(({ gun, findings }): Block => ({ title: gun, findings, shared: null })),
    { title: 'Private keys on this machine', findings: machine, shared: null },
  ].filter(({ findings }) => findings.length > 0);
}

function blockLines({ title, findings, shared }: Block): readonly PageLine[] {
  const style = STYLES[findings[0]?.finding.level ?? 'ok'];
  const each = shared === null ? '' : ' each';
  return [
    { lead: { text: '' }, spans: [{ text: title, style }, { text: `: ${counted(findings)}${each}` }] },
    ...findings.flatMap((diagnosed) => [BLANK, ...findingLines(diagnosed)]),
    ...(shared === null ? [] : sharedLines(shared)),
  ];
}

function sharedLines({ guns, findings, particulars }: Shared): readonly PageLine[] {
  const [example] = guns;
  const isExample = findings.some(({ fix }) =>
    fix?.ways.some(({ commands }) =>
      commands.some(({ line }) => example !== undefined && line.includes(example)),
    ),
  );
  return [
    BLANK,
    pageLine('  ', isExample ? 'It is so in these; the commands above name the first:' : 'It is so in:'),
    ...guns.flatMap((gun) => particularLines(gun, particulars.get(gun))),
  ];
}

function particularLines(gun: Gun, particulars: Particulars | undefined): readonly PageLine[] {
  const { sentences = [], evidence = [] } = particulars ?? {};
  return [
    pageLine('    ', [gun, ...sentences].join(': ')),
    ...evidence.map(({ text }) => pageLine('        ', text, 'dim')),
  ];
}

function rankOf({ findings: [worst] }: Block): number {
  return worst === undefined ? LEVELS.length : LEVELS.indexOf(worst.finding.level);
}

/** `2 errors and 1 warning`. */
function counted(findings: readonly Diagnosed[]): string {
  const parts = LEVELS.flatMap((level) => {
    const count = findings.filter(({ finding }) => finding.level === level).length;
    return count === 0 ? [] : [`${count} ${level}${count === 1 ? '' : 's'}`];
  });
  const last = parts.at(-1) ?? 'nothing';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function summary({ repositories, machine }: Consultation, command: string): string {
  const all = [...repositories.flatMap(({ findings }) => findings), ...machine];
  const total = `${repositories.length} ${repositories.length === 1 ? 'repository' : 'repositories'}`;
  if (all.length === 0) {
    return `Nothing is wrong in ${total}.`;
  }
  const ill = repositories.filter(({ findings }) => findings.length > 0).length;
  const places = [
    ...(ill === 0 ? [] : [repositories.length === 1 ? 'this repository' : `${ill} of ${total}`]),
    ...(machine.length === 0 ? [] : ['the keys on this machine']),
  ];
  return `${counted(all)} in ${places.join(' and ')}; ${prospect(all, command)}.`;
}

function prospect(all: readonly Diagnosed[], command: string): string {
  const possible = all.filter(({ fix }) => canBePutRightHere(fix)).length;
  if (possible === 0) {
    return 'trustdeck can put none of it right from here';
  }
  const what = possible < all.length ? `${possible} of them` : possible === 1 ? 'it' : 'them';
  return `${command} --fix puts ${what} right`;
}
