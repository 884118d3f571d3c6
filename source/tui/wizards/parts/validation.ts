import type { AnswerProblems } from '../../messages/areas/wizards.ts';

/** What docker accepts as a signer's name. */
const SIGNER = /^[a-z0-9][-a-z0-9_]*$/;
const ROLE = /^[-a-z0-9_]+(?:\/[-a-z0-9_]+)*$/;
/** The longest name of a role, `targets/` included (facts 1.2). */
const MOST_CHARACTERS = 255 - 'targets/'.length;

export function signerProblem(name: string, problems: AnswerProblems): string | null {
  if (name === '') {
    return problems.empty;
  }
  if (name === 'releases') {
    return problems.reserved(name);
  }
  return SIGNER.test(name) && name.length <= MOST_CHARACTERS ? null : problems.signerName;
}

export function roleProblem(name: string, problems: AnswerProblems): string | null {
  if (name === '') {
    return problems.empty;
  }
  return ROLE.test(name) && name.length <= MOST_CHARACTERS ? null : problems.roleName;
}

export function pathProblem(path: string, problems: AnswerProblems): string | null {
  return path === '' ? problems.empty : null;
}

export function tickedProblem(chosen: readonly string[], problems: AnswerProblems): string | null {
  return chosen.length === 0 ? problems.atLeastOne : null;
}
