import {
  describeProblem,
  type Evidence,
  type Finding,
  type RepositoryFacts,
  reportError,
} from '../../operations/index.ts';
import { ROOT, type TufProblem } from '../../tuf/index.ts';
import type { Check } from '../check.ts';
import { keysEvidence, shortId, signaturesEvidence, versionEvidence } from '../evidence.ts';
import { finding } from '../finding.ts';
import { mendTrust } from '../remedies/mend-trust.ts';
import { printedEvidence, serverEvidence, troubleOf } from '../server-trouble.ts';
import { trustTroubleOf } from '../trust-trouble.ts';

/** Forged, damaged, or another repository than the one that was trusted: nothing that it says is to be relied on. */
export const repositoryNotTrusted: Check = {
  code: 'repository-not-trusted',
  level: 'error',
  words: {
    wrong: 'The trust data of this repository do not verify.',
    pulls: 'Nothing that it says can be relied on: pulls with content trust switched on fail.',
    signs: 'Nothing is signed on such ground: it could be an attack.',
    remedy: 'Says what to find out, from whom, and what to do once it is known.',
  },
  find: (examination) => {
    const { facts, error, server } = examination;
    const failure = facts?.failure ?? null;
    if (facts !== null && failure !== null && trustTroubleOf(examination) === 'refused') {
      return [
        finding(repositoryNotTrusted, {
          role: failure.role,
          short: 'not trusted',
          summary: describeProblem(failure).message,
          evidence: [
            { text: describeProblem(failure).why, role: failure.role },
            ...serverEvidence(server),
            ...problemEvidence(failure),
            ...roleEvidence(facts, failure),
            ...printedEvidence(PRINTED.get(failure.code) ?? []),
          ],
        }),
      ];
    }
    return facts === null && error !== null && troubleOf(examination) === null ? [unreadable(error)] : [];
  },
  remedy: (_, examination) => mendTrust(examination),
};

/** What is on this machine cannot be read: without the trust anchor nothing may be accepted from a server. */
function unreadable(error: Parameters<typeof reportError>[0]): Finding {
  const { message, why } = reportError(error);
  return finding(repositoryNotTrusted, {
    short: 'not readable',
    summary: message,
    evidence: [{ text: why }],
  });
}

const PATH_TO_ROOT = 'could not validate the path to a trusted root: …';
const PRINTED: ReadonlyMap<TufProblem['code'], readonly string[]> = new Map<
  TufProblem['code'],
  readonly string[]
>([
  [
    'root-not-signed-by-previous',
    [
      'could not rotate trust to a new trusted root: failed to validate data with current trusted certificates',
    ],
  ],
  [
    'root-pin-mismatch',
    [
      'could not validate the path to a trusted root: unable to match any certificates to trust_pinning config',
    ],
  ],
  ['root-not-pinned', ['invalid trust pinning specified']],
  ['pinned-ca-unreadable', ['could not load root cert from CA path; invalid CA certs provided']],
  ['root-certificates-invalid', [`${PATH_TO_ROOT} unable to retrieve valid leaf certificates`]],
  [
    'signatures-below-threshold',
    ['potential malicious behavior - trust data has insufficient signatures for remote repository …'],
  ],
  ['no-signatures', ['tuf: data has no signatures']],
  ['key-id-mismatch', ['key ID is not valid for key content']],
  ['hash-mismatch', ['sha256 checksum for … did not match: expected …']],
  ['no-supported-hash', ['no checksums for supported algorithms were provided for …']],
  ['metadata-missing', ['… trust data unavailable.  Has a notary repository been initialized?']],
  ['metadata-too-large', ['trust server returned a bad response.']],
  ['length-mismatch', ['trust server returned a bad response.']],
]);

/** The two sides of what does not agree, in full: short IDs can be imitated. */
function problemEvidence(problem: TufProblem): readonly Evidence[] {
  switch (problem.code) {
    case 'root-pin-mismatch':
      return [
        { text: `what is allowed is pinned under ${problem.pin}, by ${problem.pinnedBy}`, role: ROOT },
        ...problem.allowed.map((id) => ({ text: `pinned is the root key ${id}`, role: ROOT, keyId: id })),
        ...problem.served.map((id) => ({
          text: `the server offers the root key ${id}`,
          role: ROOT,
          keyId: id,
        })),
      ];
    case 'root-not-signed-by-previous':
      return [
        {
          text: `version ${problem.from} of root is trusted on this machine`,
          role: ROOT,
          version: problem.from,
        },
        {
          text:
            problem.to > problem.from
              ? `the server offers version ${problem.to}, which none of its keys has signed`
              : `the server offers another version ${problem.to}: a repository that was deleted and made anew begins again`,
          role: ROOT,
          version: problem.to,
        },
      ];
    case 'hash-mismatch':
      return [
        { text: `signed for is ${problem.algorithm}:${problem.expected}`, role: problem.role },
        { text: `served is ${problem.algorithm}:${problem.found}`, role: problem.role },
      ];
    case 'root-certificates-invalid':
      return problem.refused.map(({ keyId }) => ({
        text: `the certificate ${shortId(keyId)} is refused`,
        role: ROOT,
        keyId,
      }));
    default:
      return [];
  }
}

/** What is there of the role; of the root, the one that this machine trusts. */
function roleEvidence(facts: RepositoryFacts, { role: name }: TufProblem): readonly Evidence[] {
  const role = facts.baseRoles.find((base) => base.role === name);
  return role === undefined || role.version === null
    ? []
    : [...versionEvidence(role), ...signaturesEvidence(role, facts), ...keysEvidence(role)];
}
