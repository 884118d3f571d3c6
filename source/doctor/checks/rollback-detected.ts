import { describeProblem, type Evidence, type RepositoryFacts } from '../../operations/index.ts';
import { ROOT } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { signaturesEvidence } from '../evidence.ts';
import { finding } from '../finding.ts';
import { ASK_WHAT_CHANGED, COMPARE_ROOT, forgetting } from '../remedies/forget.ts';
import { printedEvidence, serverEvidence } from '../server-trouble.ts';
import { trustTroubleOf } from '../trust-trouble.ts';

/** Rollback: genuine but old files bring back what was withdrawn, such as the key of somebody who left. */
export const rollbackDetected: Check = {
  code: 'rollback-detected',
  level: 'error',
  words: {
    wrong: 'The server serves an older version of the trust data than this machine has verified before.',
    pulls: 'Newer signatures may be hidden from you; nothing older is accepted, so that pulls fail.',
    signs: 'Nothing can be signed: it would build on what was replaced already.',
    remedy: 'Forgets what was verified before, once it is known why the server went back.',
  },
  find: (examination) => {
    const { facts, server } = examination;
    const failure = facts?.failure ?? null;
    return facts === null || failure?.code !== 'rollback' || trustTroubleOf(examination) !== 'rolled-back'
      ? []
      : [
          finding(rollbackDetected, {
            role: failure.role,
            short: 'rolled back',
            summary: describeProblem(failure).message,
            evidence: [
              {
                text: `version ${failure.trusted} of ${failure.role} was verified on this machine before`,
                role: failure.role,
                version: failure.trusted,
              },
              {
                text: `the server now offers version ${failure.found}`,
                role: failure.role,
                version: failure.found,
              },
              ...serverEvidence(server),
              ...recreatedEvidence(failure),
              ...signersEvidence(facts, failure.role),
              ...printedEvidence([
                'potential malicious behavior - trust data version is lower than expected for remote repository …',
                `version ${failure.found} is lower than current version ${failure.trusted}`,
              ]),
            ],
          }),
        ];
  },
  remedy: () => ({
    label: 'Find out why the server went back',
    ways: [
      forgetting([
        ASK_WHAT_CHANGED,
        'If the server was restored from a backup, have the owner publish until every version is above the one that is known here: nobody has to forget anything then.',
        'If the repository was deleted and made anew, forget the old one.',
        COMPARE_ROOT,
      ]),
    ],
    judgement:
      'Whether a backup was restored, the repository was made anew, or somebody hides newer signatures, only its owner can say.',
  }),
};

function recreatedEvidence({
  role,
  found,
}: {
  readonly role: string;
  readonly found: number;
}): readonly Evidence[] {
  return role === ROOT && found === 1
    ? [{ text: 'a root of version 1 is what a repository has that was deleted and made anew', role: ROOT }]
    : [];
}

function signersEvidence(facts: RepositoryFacts, name: string): readonly Evidence[] {
  const role = facts.baseRoles.find((base) => base.role === name);
  return role === undefined || name === ROOT ? [] : signaturesEvidence(role, facts);
}
