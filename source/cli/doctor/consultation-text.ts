import type { Diagnosed, FindingLevel, Gun, HealthLevel } from '../../operations/index.ts';
import { BLANK, type PageLine, type PageStyle, pageLine } from '../page.ts';
import type { Consultation } from './consult.ts';
import { findingsLines } from './findings-text.ts';
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

/** Findings under the name that they belong to: one repository, several with the very same, or this machine. */
interface Block {
  readonly title: string;
  readonly guns: readonly Gun[];
  readonly findings: readonly Diagnosed[];
}

/** What the doctor says, for people. `command` is how the same repositories are asked about. */
export function consultationText(consultation: Consultation, command: string): ConsultationText {
  const { repositories } = consultation;
  const healthy = repositories.filter(({ findings }) => findings.length === 0);
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
  const alike = Map.groupBy(
    repositories.flatMap(({ gun, findings }) => findings.map((diagnosed) => ({ gun, diagnosed }))),
    ({ gun, diagnosed }) => likeness(gun, diagnosed),
  );
  const shared = [...alike.values()].filter(({ length }) => length > 1);
  const isShared = new Set(shared.flat().map(({ diagnosed }) => diagnosed));
  const together = Map.groupBy(shared, (same) => same.map(({ gun }) => gun).join('\n'));
  return [
    ...[...together.values()].map((group): Block => {
      const guns = group[0]?.map(({ gun }) => gun) ?? [];
      const findings = group.flatMap(([first]) => (first === undefined ? [] : [first.diagnosed]));
      return { title: `${guns.length} repositories`, guns, findings };
    }),
    ...repositories.map(
      ({ gun, findings }): Block => ({
        title: gun,
        guns: [],
        findings: findings.filter((diagnosed) => !isShared.has(diagnosed)),
      }),
    ),
    { title: 'Private keys on this machine', guns: [], findings: machine },
  ].filter(({ findings }) => findings.length > 0);
}

/** The same for two findings exactly when they read the same, but for the repository's name. */
function likeness(gun: Gun, { finding, fix }: Diagnosed): string {
  const text = JSON.stringify([
    finding,
    fix?.label,
    fix?.judgement,
    fix?.ways.map(({ label, commands, steps, hindrance, who }) => [label, commands, steps, hindrance, who]),
  ]);
  return text.replaceAll(gun, '\n');
}

function blockLines({ title, guns, findings }: Block): readonly PageLine[] {
  const [first] = findings;
  const style = STYLES[first?.finding.level ?? 'ok'];
  const [example, ...others] = guns;
  return [
    {
      lead: { text: '' },
      spans: [{ text: title, style }, { text: `: ${counted(findings)}${guns.length === 0 ? '' : ' each'}` }],
    },
    ...guns.map((gun) => pageLine('  ', gun)),
    ...findingsLines(findings),
    ...(others.length > 0 && findings.some((diagnosed) => names(diagnosed, example))
      ? [BLANK, pageLine('  ', `Commands are those for ${example}; for the others, put their names in.`)]
      : []),
  ];
}

function names({ fix }: Diagnosed, gun: Gun | undefined): boolean {
  return (
    gun !== undefined &&
    (fix?.ways ?? []).some(({ commands }) => commands.some(({ line }) => line.includes(gun)))
  );
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
  return `${counted(all)} in ${places.join(' and ')}${prospect(all, command)}.`;
}

function prospect(all: readonly Diagnosed[], command: string): string {
  const possible = all.filter(({ fix }) => canBePutRightHere(fix)).length;
  const what = possible === all.length ? (possible === 1 ? 'it' : 'them') : `${possible} of them`;
  return possible === 0
    ? '; nothing of it can be put right with trustdeck from here'
    : `; ${command} --fix puts ${what} right`;
}
