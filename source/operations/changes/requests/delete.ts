import type { PlannedRole, RepositoryPlan } from '../plan.ts';
import { commandLine } from '../planning/command-lines.ts';
import type { Planning } from '../planning/planning.ts';
import type { RequestOf } from '../planning/solution.ts';
import { releasedTags } from '../planning/tag-effects.ts';

/** Deletes trust data without publishing anything; also where it cannot be trusted, or is not there any more. */
export function planDeletion({ before, input }: Planning, request: RequestOf<'delete'>): RepositoryPlan {
  const { gun, state } = input;
  const { remote } = request;
  const roles = [...before.values()].map(
    (view): PlannedRole => ({
      role: view.role,
      action: 'removed',
      fromVersion: view.version,
      toVersion: null,
      expires: { from: view.expires, to: null },
      keyChanges: [],
      threshold: { from: view.threshold, to: null },
      paths: { added: [], removed: [] },
      targetChanges: [],
      unchangedTargets: 0,
      signedBy: [],
    }),
  );
  return {
    gun,
    request,
    outcome: 'ready',
    half: null,
    roles: remote ? roles : [],
    effects: [
      state === null
        ? { kind: 'nothing-to-delete', remote }
        : { kind: 'trust-data-deleted', remote, tags: releasedTags(before).size },
    ],
    risks: ['trust-data-deleted'],
    tasks: [],
    unlocks: [],
    newKeys: [],
    edits: [],
    base: state,
    draft: null,
    commandLine: commandLine(request, gun),
  };
}
