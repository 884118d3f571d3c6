import type { Examination } from '../operations/index.ts';
import type { CertificateRefusal, TufProblem } from '../tuf/index.ts';
import { skewOf } from './clock.ts';

/** What is the matter with a repository as a whole. */
export type TrustTrouble =
  /** The server has nothing, and nobody here ever saw anything. */
  | 'never-was'
  /** The server has nothing; this machine has a root that was never seen published. */
  | 'unpublished'
  /** The server has nothing of what this machine verified before. */
  | 'gone'
  /** A role is older than one that was verified before. */
  | 'rolled-back'
  /** Anything else that makes it impossible to trust. */
  | 'refused';

/** null when the repository holds, when it merely ran out, and when nobody can tell because the server did not answer. */
export function trustTroubleOf(examination: Examination): TrustTrouble | null {
  const { facts, error } = examination;
  if (facts === null) {
    return null;
  }
  const { state, failure } = facts;
  if (error === null && state.remote === 'missing' && state.timestamp.source === 'cache') {
    return 'gone';
  }
  switch (failure?.code) {
    case undefined:
    case 'role-expired':
    case 'metadata-unavailable':
      return null;
    case 'repository-not-initialised':
      return state.root.document === null ? 'never-was' : 'unpublished';
    case 'rollback':
      return 'rolled-back';
    default:
      return isOutdatedCertificate(failure) || isClocksFault(failure, examination) ? null : 'refused';
  }
}

/**
 * The repository is there and genuine: it holds, or nothing but time has gone by. What it says of roles and keys can be
 * relied on.
 */
export function isDependable(examination: Examination): boolean {
  const { facts } = examination;
  return (
    facts !== null &&
    trustTroubleOf(examination) === null &&
    (facts.failure === null || facts.failure.code === 'role-expired' || isOutdatedCertificate(facts.failure))
  );
}

/** The dates of root certificates are told where all certificates are. */
function isOutdatedCertificate(problem: TufProblem | null): boolean {
  return hasCertificate(problem, 'expired');
}

/** Seen from a clock that is behind, a certificate is not valid yet. */
function isClocksFault(problem: TufProblem | null, examination: Examination): boolean {
  return (skewOf(examination) ?? 0) > 0 && hasCertificate(problem, 'not-yet-valid');
}

function hasCertificate(problem: TufProblem | null, refusal: CertificateRefusal): boolean {
  return (
    problem?.code === 'root-certificates-invalid' && problem.refused.some(({ reason }) => reason === refusal)
  );
}
