import { utf8 } from '../../base/index.ts';
import type { JsonValue } from '../../tuf/index.ts';
import { API_ERRORS, type ApiError } from './api-error.ts';
import type { ApiResponse } from './message.ts';

/** Seconds for which notary-server lets a proxy keep metadata: what is current, and what never changes (facts 6). */
const MAX_AGE_CURRENT = 300;
const MAX_AGE_IMMUTABLE = 30 * 24 * 60 * 60;

/** Go sniffs a body that starts like JSON as plain text; clients have never seen anything else (facts 6). */
const TEXT = 'text/plain; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export function emptyResponse(status: number): ApiResponse {
  return { status, headers: {}, body: new Uint8Array(0) };
}

/** A JSON document in Go's compact form. */
export function jsonResponse(value: JsonValue): ApiResponse {
  return { status: 200, headers: { 'content-type': TEXT }, body: utf8(goJson(value)) };
}

/** That the server is well: the one answer that notary-server declares to be JSON. */
export function healthResponse(): ApiResponse {
  return { status: 200, headers: { 'content-type': JSON_TYPE }, body: utf8('{}') };
}

/** A metadata file, to the byte, with the age for which it may be cached. */
export function metadataResponse(
  bytes: Uint8Array,
  options: { readonly savedAt: Date; readonly immutable: boolean },
): ApiResponse {
  const age = options.immutable ? MAX_AGE_IMMUTABLE : MAX_AGE_CURRENT;
  const revalidate = options.immutable ? '' : ', must-revalidate';
  return {
    status: 200,
    headers: {
      'content-type': TEXT,
      'cache-control': `public, max-age=${age}, s-maxage=${age}${revalidate}`,
      'last-modified': lastModified(options.savedAt),
    },
    body: bytes,
  };
}

/** The error envelope that every Notary client decodes. */
export function errorResponse(error: ApiError): ApiResponse {
  const { status, message } = API_ERRORS[error.code];
  const entry = { code: error.code, message, ...(error.detail === null ? {} : { detail: error.detail }) };
  return {
    status,
    headers: { 'content-type': JSON_TYPE },
    body: utf8(`${goJson({ errors: [entry] })}\n`),
  };
}

/** JSON as Go's `encoding/json` writes it: what HTML could misread is escaped. */
function goJson(value: JsonValue): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The date as notary-server writes it, with `UTC` where HTTP wants `GMT`: clients must cope (facts 6). */
function lastModified(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]}`;
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
  return `${day} ${date.getUTCFullYear()} ${time} UTC`;
}
