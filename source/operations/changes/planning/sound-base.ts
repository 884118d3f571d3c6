import {
  type RepositoryDraft,
  ROOT,
  type RoleName,
  TARGETS,
  TufError,
  type TufProblem,
} from '../../../tuf/index.ts';
import type { Attempt } from './attempt.ts';
import type { Planning } from './planning.ts';
import { canonicalIds } from './role-view.ts';

/**
 * Throws `TufError` where the base roles would not hold after a change. Root and targets that ran out can be signed
 * again, and the server makes snapshot and timestamp anew; anything else that is wrong with them is no ground to
 * publish on: it may be an attack.
 */
export function requireSoundBase({ input: { state } }: Planning, tried: Attempt): void {
  const base = state === null ? [] : [state.root, state.targets, state.snapshot, state.timestamp];
  for (const { role, problems } of base) {
    const left = problems.find((problem) => !isMended(role, problem, tried.draft));
    if (left !== undefined) {
      throw new TufError(left);
    }
  }
  for (const role of [ROOT, TARGETS]) {
    const view = tried.after.get(role);
    const keys = canonicalIds(view?.keys ?? []).size;
    const threshold = view?.threshold ?? 1;
    if (keys < threshold) {
      throw new TufError({ code: 'keys-below-threshold', role, keys, threshold });
    }
  }
}

function isMended(role: RoleName, { code }: TufProblem, { documents }: RepositoryDraft): boolean {
  const drafted = documents.find((document) => document.role === role);
  if (code === 'role-expired') {
    return (role !== ROOT && role !== TARGETS) || drafted !== undefined;
  }
  // Certificates that ran out do not count again by signing; others in their place do, vouched for by the old ones.
  return code === 'root-certificates-invalid' && role === ROOT && (drafted?.rules.length ?? 0) > 1;
}
