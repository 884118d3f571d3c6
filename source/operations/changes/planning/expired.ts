import { ROOT, type RoleName, TARGETS } from '../../../tuf/index.ts';
import type { Planning } from './planning.ts';

/** Of root and targets, without which nothing counts, those that have ended and that people can sign again. */
export function expiredBaseRoles({ input: { state } }: Planning): readonly RoleName[] {
  const roles = state === null ? [] : [state.root, state.targets];
  return roles
    .filter(({ problems }) => problems.some(({ code }) => code === 'role-expired'))
    .map(({ role }) => (role === ROOT ? ROOT : TARGETS));
}
