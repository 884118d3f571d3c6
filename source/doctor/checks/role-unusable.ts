import { describeProblem, type Evidence, type Finding } from '../../operations/index.ts';
import type { TufProblem } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { type TroubledRole, troubledRoles } from '../delegation-trouble.ts';
import { keysEvidence, signaturesEvidence, versionEvidence } from '../evidence.ts';
import { finding } from '../finding.ts';
import { repairRole } from '../remedies/repair-role.ts';
import { shortRole } from '../words.ts';

/** A delegation that is broken by more than its keys and signatures: its file is missing, damaged, or older than it was. */
export const roleUnusable: Check = {
  code: 'role-unusable',
  level: 'error',
  words: {
    wrong:
      'The file of a delegation is missing, damaged, not the one that was signed for, or older than before.',
    pulls: 'What it holds does not count.',
    signs: 'Nothing can be published into it until the file is back.',
    remedy: 'Says what whoever runs the server has to look into, or gives the role up.',
  },
  find: (examination) => troubledRoles(examination, 'other').map(findingOf),
  remedy: (found, examination) => repairRole(found, examination),
};

function findingOf({ role, facts }: TroubledRole): Finding {
  const [worst] = role.problems;
  return finding(roleUnusable, {
    role: role.role,
    short: shortRole(role.role),
    summary: worst === undefined ? `${role.role} cannot be used` : describeProblem(worst).message,
    evidence: [
      ...role.problems.map(evidenceOf),
      ...versionEvidence(role),
      ...signaturesEvidence(role, facts),
      ...keysEvidence(role),
    ],
  });
}

function evidenceOf(problem: TufProblem): Evidence {
  const { message, why } = describeProblem(problem);
  return { text: `${message}. ${why}`, role: problem.role };
}
