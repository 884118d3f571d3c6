import type { TufProblem } from '../../tuf/index.ts';

/** Why an upload is refused, in the words that users of notary-server know (facts 14). */
export function problemText(problem: TufProblem): string {
  const { role } = problem;
  switch (problem.code) {
    case 'no-signatures':
      return 'tuf: data has no signatures';
    case 'signatures-below-threshold':
    case 'keys-below-threshold':
      return `valid signatures did not meet threshold for ${role}`;
    case 'key-id-mismatch':
      return 'key ID is not valid for key content';
    case 'role-expired':
      return `${role} expired at ${problem.expires.toUTCString()}`;
    case 'wrong-type':
      return `${role} type metadata invalid: expected type ${problem.expected}, not ${problem.found}`;
    case 'metadata-invalid':
      return `${role} type metadata invalid: ${problem.fields.map((field) => `${field.at} ${field.reason}`).join(', ')}`;
    case 'hash-mismatch':
      return `${problem.algorithm} checksum for ${role} did not match: expected ${problem.expected}`;
    case 'length-mismatch':
      return `size of ${role} did not match: expected ${problem.expected}, found ${problem.found}`;
    case 'root-not-signed-by-previous':
      return 'could not rotate trust to a new trusted root: failed to validate data with current trusted certificates';
    case 'root-certificates-invalid':
      return 'could not validate the path to a trusted root: unable to retrieve valid leaf certificates';
    default:
      return `${role} is invalid: ${problem.code}`;
  }
}
