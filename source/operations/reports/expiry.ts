import { isDelegation, ROOT, type RoleName, SNAPSHOT, TARGETS } from '../../tuf/index.ts';
import type { ExpiryState } from '../report.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const DELEGATION_NOTICE_DAYS = 30;
const CERTIFICATE_NOTICE_DAYS = 60;
/** Calendar months, as Notary counts them. */
const BASE_ROLE_NOTICE_MONTHS = 6;

/** How near a role is to its end. A timestamp lives two weeks and is renewed by the server: never near. */
export function roleExpiry(role: RoleName, expires: Date | null, now: Date): ExpiryState {
  if (expires === null || Number.isNaN(expires.getTime())) {
    return 'unknown';
  }
  if (expires <= now) {
    return 'expired';
  }
  const notice = noticeFrom(role, now);
  return notice !== null && expires < notice ? 'expiring' : 'fine';
}

/** How near a certificate is to its end. */
export function certificateExpiry(notAfter: Date, now: Date): 'fine' | 'expiring' | 'expired' {
  if (!(notAfter > now)) {
    return 'expired';
  }
  return notAfter.getTime() - now.getTime() < CERTIFICATE_NOTICE_DAYS * DAY_MS ? 'expiring' : 'fine';
}

function noticeFrom(role: RoleName, now: Date): Date | null {
  if (isDelegation(role)) {
    return new Date(now.getTime() + DELEGATION_NOTICE_DAYS * DAY_MS);
  }
  if (role !== ROOT && role !== TARGETS && role !== SNAPSHOT) {
    return null;
  }
  const notice = new Date(now);
  notice.setUTCMonth(notice.getUTCMonth() + BASE_ROLE_NOTICE_MONTHS);
  return notice;
}
