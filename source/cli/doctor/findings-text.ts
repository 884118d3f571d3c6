import type { Diagnosed, FindingLevel } from '../../operations/index.ts';
import type { Consultation } from './consult.ts';

const MARKS: Readonly<Record<FindingLevel, string>> = { error: 'x', warning: '!', notice: '-' };

/** What the doctor says, for people: worst first. */
export function consultationText({ repositories, machine }: Consultation): readonly string[] {
  return [
    ...repositories.flatMap(({ gun, findings }) =>
      findings.length === 0 ? [`ok ${gun}`] : [gun, ...findings.flatMap(findingText)],
    ),
    ...(machine.length === 0 ? [] : ['Keys on this machine', ...machine.flatMap(findingText)]),
  ];
}

function findingText({ finding, fix }: Diagnosed): readonly string[] {
  return [
    `  ${MARKS[finding.level]} ${finding.summary}`,
    ...finding.evidence.map(({ text }) => `      ${text}`),
    ...(fix === null ? [] : [`    Fix: ${fix.label}`]),
  ];
}
