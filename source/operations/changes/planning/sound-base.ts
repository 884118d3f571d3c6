import {
  ROOT,
  type RoleName,
  TARGETS,
  TufError,
  type TufProblem,
  type TufProblemCode,
} from '../../../tuf/index.ts';
import type { Attempt } from './attempt.ts';
import type { Planning } from './planning.ts';
import { canonicalIds } from './role-view.ts';

/** What signing again or other keys can mend; it says nothing about who made the documents. */
const MENDABLE: ReadonlySet<TufProblemCode> = new Set(['role-expired', 'root-certificates-invalid']);

/**
 * Throws `TufError` when more is wrong with the base roles than that they ran out: it may be an attack, and is no
 * ground to publish on, nor to say that nothing has to be done.
 */
export function requireGenuineBase({ input }: Planning): void {
  const against = baseProblems(input).find(({ problem }) => !MENDABLE.has(problem.code));
  if (against !== undefined) {
    throw new TufError(against.problem);
  }
}

/** Throws `TufError` when the repository is not to be relied on as it is. */
export function requireTrusted({ input: { state } }: Planning): void {
  if (state !== null && state.failure !== null) {
    throw new TufError(state.failure);
  }
}

/**
 * Throws `TufError` where the base roles would not hold after a change. What ran out has to be signed again by it, or to
 * get another key at the server.
 */
export function requireSoundBase({ input }: Planning, tried: Attempt): void {
  const left = baseProblems(input).find(({ role, problem }) => !isMended(role, problem, { input, tried }));
  if (left !== undefined) {
    throw new TufError(left.problem);
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

/** In the order of the update chain: the first is what the others follow from. */
function baseProblems({ state }: Planning['input']) {
  const base = state === null ? [] : [state.root, state.timestamp, state.snapshot, state.targets];
  return base.flatMap(({ role, problems }) => problems.map((problem) => ({ role, problem })));
}

interface Mending {
  readonly input: Planning['input'];
  readonly tried: Attempt;
}

function isMended(role: RoleName, { code }: TufProblem, mending: Mending): boolean {
  const { documents } = mending.tried.draft;
  const drafted = documents.find((document) => document.role === role);
  if (code === 'role-expired') {
    return drafted !== undefined || isServedAnew(role, mending);
  }
  // Certificates that ran out do not count again by signing; others in their place do, vouched for by the old ones.
  return code === 'root-certificates-invalid' && role === ROOT && (drafted?.rules.length ?? 0) > 1;
}

/**
 * Freeze: a server makes snapshot and timestamp anew when they run out and somebody asks (facts 6.2), so that one that
 * serves old ones has lost the key, which another one mends, or wants us to build on what was long ago.
 */
function isServedAnew(role: RoleName, { input: { state }, tried: { draft, signing } }: Mending): boolean {
  const served = SERVED.find((one) => one === role);
  if (served === undefined) {
    return false;
  }
  const before = new Set(state?.[served].keys.map(({ id }) => id));
  const after = draft.root.roles[served].keyIds;
  return signing.has(role) || after.some((id) => !before.has(id));
}

const SERVED = ['snapshot', 'timestamp'] as const;
