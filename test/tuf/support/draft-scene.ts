import { draftChanges, type Edit, type RepositoryDraft, type RoleName } from '../../../source/tuf/index.ts';
import { NOW, TestRepository } from '../../support/repository-builder.ts';
import { ecKey } from '../../support/test-keys.ts';
import { roleName } from './documents.ts';
import { stateOf } from './edited-repository.ts';

export const ALICE = roleName('targets/alice');
export const TEAM = roleName('targets/team');
export const MEMBER = roleName('targets/team/member');

export const alice = ecKey();
export const bob = ecKey();

/** alice below targets, and a team limited to `v` with a member of its own. */
export function scene(): TestRepository {
  const repository = new TestRepository();
  repository.delegate('targets/alice', { keys: [alice] });
  repository.delegate('targets/team', { paths: ['v'], keys: [bob] });
  repository.delegate('targets/team/member', { paths: ['v1'], version: 7 });
  return repository.publish();
}

export function drafted(edits: readonly Edit[], repository = scene()): RepositoryDraft {
  return draftChanges(stateOf(repository), edits, { now: NOW });
}

export const addEdit = (
  role: RoleName,
  parts: Partial<Extract<Edit, { kind: 'add-delegation' }>> = {},
): Edit => ({
  kind: 'add-delegation',
  role,
  keys: [],
  paths: [],
  ...parts,
});
