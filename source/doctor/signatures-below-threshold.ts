import type { Examination, Finding } from '../operations/index.ts';
import type { Check, CheckWords } from './check.ts';
import { notLoaded, type TroubledRole, troubledRoles } from './delegation-trouble.ts';
import { keysEvidence, signaturesEvidence, versionEvidence } from './evidence.ts';
import { finding } from './finding.ts';
import { signAgain } from './remedies/sign-again.ts';
import { printedEvidence } from './server-trouble.ts';
import { count, shortRole } from './words.ts';

interface Kind {
  readonly code: Extract<Check['code'], `${string}-signatures-below-threshold`>;
  /** Which delegations the check is about. */
  readonly covers: (role: TroubledRole['role']) => boolean;
  readonly words: CheckWords;
}

/** A delegation whose content lost the signatures that counted, mostly because a signer's key was taken out. */
export function signaturesBelowThreshold({ code, covers, words }: Kind): Check {
  const check: Check = {
    code,
    level: 'error',
    words,
    find: (examination) =>
      troubledRoles(examination, 'signatures')
        .filter(({ role }) => covers(role))
        .map((troubled) => findingOf(check, troubled)),
    remedy: (found: Finding, examination: Examination) => signAgain(found, examination),
  };
  return check;
}

function findingOf(check: Check, { role, facts }: TroubledRole): Finding {
  const { threshold, validSignatures, signatures } = role;
  const counts = threshold === 1 ? 'counts' : 'count';
  return finding(check, {
    role: role.role,
    short: shortRole(role.role),
    summary: `${role.role} needs ${count(threshold, 'signature')} that ${counts} and has ${validSignatures}`,
    evidence: [
      ...(signatures.length === 0 ? [{ text: `${role.role} carries no signature`, role: role.role }] : []),
      ...signaturesEvidence(role, facts),
      ...keysEvidence(role),
      ...versionEvidence(role),
      ...printedEvidence([notLoaded(role)]),
    ],
  });
}
