import type { Gun, StagedChange } from '../../operations/index.ts';
import type { Workspace } from '../ports.ts';

/** What would be dropped, line by line. */
export function stagedLines(changes: readonly StagedChange[]): readonly string[] {
  return changes.map(({ action, scope, type, path }) => `- ${action} ${type} ${path} in ${scope}`);
}

export function dropQuestion({ length }: readonly StagedChange[]): string {
  return `Drop ${length === 1 ? 'this change' : `these ${length} changes`}?`;
}

export async function dropStaged(
  gun: Gun,
  changes: readonly StagedChange[],
  { changelist }: Workspace,
): Promise<void> {
  await changelist.remove(
    gun,
    changes.map(({ file }) => file),
  );
}

/** notary's own sentence (facts 12): scripts look for it. */
export function droppedWords(gun: Gun): string {
  return `Successfully reset specified changes for repository ${gun}`;
}
