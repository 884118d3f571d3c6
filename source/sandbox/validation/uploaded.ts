import {
  isDelegation,
  isFixedPoint,
  type RoleName,
  TARGETS,
  TufError,
  type TufProblem,
} from '../../tuf/index.ts';
import { ApiError, type InvalidUpdateName, invalidUpdate } from '../http/api-error.ts';
import { problemText } from './problem-text.ts';

/** Files of an upload by role, exactly as sent; without a timestamp, which is always the server's. */
export type Upload = ReadonlyMap<RoleName, Uint8Array>;

/**
 * Parses an uploaded file. Refuses one off the fixed point: Notary lists the digest of what it would have written
 * itself, and nobody could download another file by that (facts 3.3). notary-server accepts it all the same.
 */
export function parseUploaded<Document>(
  role: RoleName,
  bytes: Uint8Array,
  parse: (bytes: Uint8Array) => Document,
): Document {
  const document = orRefuse(() => parse(bytes));
  if (!isFixedPoint(role, bytes)) {
    throw invalidUpdate(
      errorName(role),
      `${role} is not written the way Notary writes it, so that nobody could download it by its checksum`,
    );
  }
  return document;
}

/** The result of `read`, its `TufError` turned into what the client is told. */
export function orRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TufError)) {
      throw error;
    }
    throw error.code === 'malformed-json'
      ? new ApiError('MALFORMED_JSON', null, { cause: error })
      : refusal(error.detail);
  }
}

/** What the client is told about a problem with one role, under that role's name or another. */
export function refusal(problem: TufProblem, name = errorName(problem.role)): ApiError {
  return invalidUpdate(name, problemText(problem));
}

/** Throws the first of `problems` that is one. */
export function refuseAny(...problems: readonly (TufProblem | null)[]): void {
  const first = problems.find((problem) => problem !== null);
  if (first !== undefined && first !== null) {
    throw refusal(first);
  }
}

function errorName(role: RoleName): InvalidUpdateName {
  if (role === TARGETS || isDelegation(role)) {
    return 'ErrBadTargets';
  }
  return role === 'root' ? 'ErrBadRoot' : 'ErrBadSnapshot';
}
