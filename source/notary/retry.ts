import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';
import type { NotaryLimits } from './limits.ts';
import type { Method } from './request.ts';
import { isConnectionFailure } from './transport.ts';

export interface RetryPolicy {
  readonly limits: NotaryLimits;
  readonly random: () => number;
  readonly now: () => Date;
  readonly signal: AbortSignal;
  readonly method: Method;
}

/**
 * Repeats a request that failed for a reason that passes: a broken connection, or, for a GET, 5xx and 429. The pause
 * before the n-th retry is random between half and all of `backoffMs * 2^(n-1)`, or what `Retry-After` asks for. When
 * all tries are used up, the last answer or error is the result. A request that changes something is repeated only
 * where it was never sent: an uncertain outcome is no connection failure.
 */
export async function withRetries(send: () => Promise<Answer>, policy: RetryPolicy): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt >= policy.limits.attempts;
    let wait: number;
    try {
      const answer = await send();
      const asked = retryAfterMs(answer, policy.now());
      if (
        last ||
        policy.method !== 'GET' ||
        !isPassing(answer.status) ||
        (asked ?? 0) > policy.limits.maxRetryAfterMs
      ) {
        return answer;
      }
      wait = asked ?? backoff(attempt, policy);
    } catch (error) {
      if (last || !isConnectionFailure(error)) {
        throw error;
      }
      wait = backoff(attempt, policy);
    }
    await interruptiblePause(wait, policy.signal);
  }
}

/** What `Retry-After` asks for in milliseconds, given as seconds or as a date; null without a readable one. */
export function retryAfterMs(answer: Answer, now: Date): number | null {
  const value = answer.headers['retry-after'];
  if (typeof value !== 'string') {
    return null;
  }
  if (/^\d{1,9}$/.test(value)) {
    return Number(value) * 1000;
  }
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

function backoff(attempt: number, { limits, random }: RetryPolicy): number {
  return limits.backoffMs * 2 ** (attempt - 1) * (0.5 + random() / 2);
}

async function interruptiblePause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { setTimeout: pause } = await import('node:timers/promises');
  try {
    await pause(milliseconds, undefined, { signal });
  } catch (error) {
    throw new NotaryError('aborted', null, { cause: error });
  }
}
