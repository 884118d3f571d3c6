import type { Evidence, Examination, RoleReport } from '../../operations/index.ts';
import type { Check } from '../check.ts';
import { skewOf } from '../clock.ts';
import { moment, span } from '../dates.ts';
import { finding } from '../finding.ts';
import { tryAgain } from '../remedies/outside.ts';
import { serverEvidence } from '../server-trouble.ts';

/** Everything that ends does so by a clock: a wrong one makes sound data look expired, and stale data sound (freeze). */
export const clockSkew: Check = {
  code: 'clock-skew',
  level: 'error',
  words: {
    wrong: 'The clock of this machine and that of the server differ by more than five minutes.',
    pulls: 'What is valid may look expired here, and what is expired valid.',
    signs: 'What is signed here may end too soon, or be refused by the server as expired.',
    remedy: 'Says how to find out which of the clocks is wrong, and how to set it.',
  },
  find: (examination) => {
    const skew = skewOf(examination);
    return skew === null
      ? []
      : [
          finding(clockSkew, {
            short: 'clock',
            summary: `The clock of this machine is ${span(Math.abs(skew))} ${skew > 0 ? 'behind' : 'ahead of'} that of the server`,
            evidence: [
              { text: `this machine says ${moment(examination.now)}`, at: examination.now },
              {
                text: `the server says ${moment(atServer(examination, skew))}`,
                at: atServer(examination, skew),
              },
              ...serverEvidence(examination.server),
              ...disputedEvidence(examination, skew),
            ],
          }),
        ];
  },
  remedy: (_, { gun }) =>
    tryAgain(gun, {
      label: 'Set the clock that is wrong',
      way: 'compare both with a third one',
      steps: [
        'Compare with a clock that you trust, such as a telephone: date -u prints the time of this machine.',
        'If this machine is wrong, set its clock and let it be kept right: timedatectl set-ntp true, or the date settings of the system.',
        'If the server is wrong, tell whoever runs it: the timestamps that it signs end too soon or too late.',
        'Sign nothing and renew nothing before that.',
      ],
    }),
};

function atServer({ now }: Examination, skew: number): Date {
  return new Date(now.getTime() + skew);
}

/** Roles of which the two clocks say different things: a finding about their end may be due to the clock alone. */
function disputedEvidence(examination: Examination, skew: number): readonly Evidence[] {
  const { facts, now } = examination;
  const there = atServer(examination, skew);
  return [...(facts?.baseRoles ?? []), ...(facts?.delegations ?? [])].flatMap((role) =>
    isDisputed(role, now, there) ? [disputeOf(role, now)] : [],
  );
}

function isDisputed({ expires }: RoleReport, here: Date, there: Date): boolean {
  return expires !== null && expires <= here !== expires <= there;
}

function disputeOf({ role, expires }: RoleReport, here: Date): Evidence {
  const [one, other] =
    expires !== null && expires <= here ? ['this machine', 'the server'] : ['the server', 'this machine'];
  return {
    text: `${role} is expired by the clock of ${one}, and not by that of ${other}`,
    role,
    ...(expires === null ? {} : { at: expires }),
  };
}
