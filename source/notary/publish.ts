import type { SignedFile } from '../tuf/index.ts';
import { readComplaint, type ServerComplaint } from './error-envelope.ts';
import { NotaryError, type UpdateRefusal } from './errors.ts';
import type { Answer } from './exchange.ts';
import type { NotaryLimits } from './limits.ts';
import { multipartUpdate } from './multipart.ts';
import { refusesForCertain, uncertain } from './outcome.ts';
import { isHtml, refusedAnswer } from './reply.ts';
import type { Request } from './request.ts';
import { retryAfterMs } from './retry.ts';

interface PublishingOptions {
  /** Origin, for errors. */
  readonly server: string;
  readonly limits: NotaryLimits;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** The request that publishes `files`. */
export function publishing(files: readonly SignedFile[], options: PublishingOptions): Request {
  return {
    method: 'POST',
    body: multipartUpdate(files, options.random),
    maxBytes: options.limits.errorBodyBytes,
    signal: options.signal,
    uncertain: (failure) => uncertain('publish', options.server, failure),
  };
}

/** Notary's codes for an update that it took nothing of (facts 6); `VERSION` is an error of its own. */
const REFUSALS: ReadonlyMap<string, UpdateRefusal> = new Map<string, UpdateRefusal>([
  ['INVALID_UPDATE', 'invalid'],
  ['INVALID_ROLE', 'malformed'],
  ['NO_FILENAME', 'malformed'],
  ['MALFORMED_JSON', 'malformed'],
  ['MALFORMED_UPLOAD', 'malformed'],
  ['INVALID_GUN', 'name-not-accepted'],
  // These three are checked before the update is even read, although their status is 500.
  ['NO_STORAGE', 'server-not-ready'],
  ['NO_CRYPTOSERVICE', 'server-not-ready'],
  ['NO_KEYALGORITHM', 'server-not-ready'],
]);

/** Refusals of whatever stands in front of the server, which need not know Notary's envelope. */
const REFUSING_STATUSES: ReadonlyMap<number, UpdateRefusal> = new Map([
  [413, 'too-large'],
  [429, 'too-many-requests'],
]);

/**
 * Returns when the update is published; throws what the answer says otherwise. 500 `UPDATING` is a storage that failed
 * on the way, so that only reading the repository tells.
 */
export function checkPublished(answer: Answer, server: string, now: Date): void {
  if (answer.status === 200 && answer.complete && !isHtml(answer)) {
    return;
  }
  const complaint = readComplaint(answer.body);
  if (answer.status === 400 && complaint?.code === 'VERSION') {
    throw new NotaryError('version-conflict', { server });
  }
  const reason = refusal(answer.status, complaint);
  if (reason !== null) {
    throw rejected(reason, { answer, complaint, server, now });
  }
  const failure = refusedAnswer(answer, server, { now, access: 'change' });
  throw refusesForCertain(answer.status) ? failure : uncertain('publish', server, failure);
}

/** Why nothing was taken; null where that is not certain, and where the status alone has an error of its own. */
function refusal(status: number, complaint: ServerComplaint | null): UpdateRefusal | null {
  const named = REFUSALS.get(complaint?.code ?? '') ?? null;
  if (!refusesForCertain(status)) {
    return status === 500 && named === 'server-not-ready' ? named : null;
  }
  const byStatus = REFUSING_STATUSES.get(status) ?? named;
  const ownError = complaint === null || status === 401 || status === 403;
  return byStatus ?? (ownError ? null : 'other');
}

function rejected(
  reason: UpdateRefusal,
  refusal: {
    readonly answer: Answer;
    readonly complaint: ServerComplaint | null;
    readonly server: string;
    readonly now: Date;
  },
): NotaryError {
  const { answer, complaint, server, now } = refusal;
  return new NotaryError('update-rejected', {
    server,
    reason,
    status: answer.status,
    validation: complaint?.validation.name ?? null,
    message: complaint?.validation.message ?? complaint?.message ?? null,
    retryAfterMs: retryAfterMs(answer, now),
  });
}
