import { safeText } from '../base/index.ts';
import { NotaryError } from './errors.ts';
import type { Answer } from './exchange.ts';
import type { Method } from './request.ts';

export type RedirectRefusal =
  | 'other-origin'
  | 'too-many'
  | 'no-location'
  /** A kind of redirect after which a request that changes something would arrive as a GET. */
  | 'changes-method';

/** Where answers may send us. Real clients follow no redirect for metadata at all (facts 5.4). */
export interface RedirectPolicy {
  readonly most: number;
  /** Kinds of redirect that are followed; the others are refused. */
  readonly statuses: ReadonlySet<number>;
  /** Whether `to` may be asked instead of `from`. */
  readonly allows: (from: URL, to: URL) => boolean;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Those that repeat method and body; a POST that turns into a GET would look like a success. */
const FAITHFUL: ReadonlySet<number> = new Set([307, 308]);

/**
 * Within one origin only: scheme, host and port stay the same, so credentials and client certificates go nowhere
 * else, and https never becomes http.
 */
export function sameOrigin(most: number, method: Method): RedirectPolicy {
  return {
    most,
    statuses: method === 'GET' ? REDIRECTS : FAITHFUL,
    allows: (from, to) => to.origin === from.origin,
  };
}

/** Follows redirects as far as `policy` lets it; throws `redirect-refused` where it does not. */
export async function withRedirects(
  start: URL,
  send: (url: URL) => Promise<Answer>,
  policy: RedirectPolicy,
): Promise<Answer> {
  let url = start;
  for (let followed = 0; ; followed += 1) {
    const answer = await send(url);
    if (!REDIRECTS.has(answer.status)) {
      return answer;
    }
    const { location } = answer.headers;
    const to = typeof location === 'string' ? URL.parse(location, url.href) : null;
    const reason = refusal({ status: answer.status, from: url, to, followed, policy });
    if (to === null || reason !== null) {
      throw new NotaryError('redirect-refused', {
        server: start.origin,
        // Origin alone: a query may hold a token of somebody else's.
        to: to === null ? null : safeText(to.origin),
        reason: reason ?? 'no-location',
      });
    }
    url = to;
  }
}

function refusal(step: {
  readonly status: number;
  readonly from: URL;
  readonly to: URL | null;
  readonly followed: number;
  readonly policy: RedirectPolicy;
}): RedirectRefusal | null {
  if (step.to === null) {
    return 'no-location';
  }
  if (!step.policy.allows(step.from, step.to)) {
    return 'other-origin';
  }
  if (!step.policy.statuses.has(step.status)) {
    return 'changes-method';
  }
  return step.followed >= step.policy.most ? 'too-many' : null;
}
