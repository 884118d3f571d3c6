import { AppError } from '../../base/index.ts';
import type { JsonValue } from '../../tuf/index.ts';

/** Status and wording of each error of the API, as notary-server has them (facts 6). */
export const API_ERRORS = {
  NO_FILENAME: { status: 400, message: 'No file/role name provided.' },
  INVALID_ROLE: { status: 400, message: 'The role you are attempting to operate on is invalid.' },
  MALFORMED_JSON: { status: 400, message: 'JSON sent by the client could not be parsed by the server' },
  MALFORMED_UPLOAD: { status: 400, message: 'The body of your request is malformed.' },
  INVALID_UPDATE: { status: 400, message: 'Update sent by the client is invalid.' },
  VERSION: { status: 400, message: 'A newer version of metadata is already available.' },
  INVALID_GUN: { status: 400, message: 'The server does not support actions on images of this name.' },
  INVALID_PARAMETERS: { status: 400, message: 'The parameters provided are not valid.' },
  METADATA_NOT_FOUND: { status: 404, message: 'You have requested metadata that does not exist.' },
  UPDATING: { status: 500, message: 'An error has occurred while updating the TUF repository.' },
  UNKNOWN: { status: 500, message: 'unknown error' },
} as const;

export type ApiErrorCode = keyof typeof API_ERRORS;

/** What an error adds for programs; null where the envelope has no `detail`. */
export type ApiErrorDetail = JsonValue;

/** Thrown by a handler to refuse a request; becomes one error envelope. */
export class ApiError extends AppError<ApiErrorCode, ApiErrorDetail> {
  constructor(code: ApiErrorCode, detail: ApiErrorDetail = null, options?: { readonly cause?: unknown }) {
    super(code, detail, options);
    this.name = 'ApiError';
  }
}

/** The names under which clients know why an upload is invalid, and how they word them (facts 6). */
export type InvalidUpdateName =
  | 'ErrValidation'
  | 'ErrBadHierarchy'
  | 'ErrBadRoot'
  | 'ErrBadTargets'
  | 'ErrBadSnapshot';

/** An upload that breaks a rule, worded for the person whose client prints `message`. */
export function invalidUpdate(name: InvalidUpdateName, message: string, cause?: unknown): ApiError {
  const detail = name === 'ErrBadHierarchy' ? { Missing: 'snapshot', Msg: message } : { Msg: message };
  return new ApiError('INVALID_UPDATE', { Name: name, Error: detail }, { cause });
}
