import type { StagedChange } from '../../operations/index.ts';
import { droppedWords, dropQuestion, dropStaged, stagedLines } from '../changes/staged.ts';
import type { CommandContext, Invocation, TypedOptions } from '../command.ts';
import { agreed } from '../dialog/agreement.ts';
import { UsageError } from '../errors.ts';
import { repositoryArgument } from '../repository-argument.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `reset REPO --all | -n 0,2`: drops what is staged; nothing of the kind was ever published. */
export async function run(invocation: Invocation, context: CommandContext): Promise<number> {
  const { options } = invocation;
  return withWorkspace(context, async (workspace) => {
    const { output } = context;
    const gun = repositoryArgument(workspace, invocation);
    const { changes } = await workspace.changelist.read(gun);
    const dropped = chosen(changes, options);
    const tell = (result: 'published' | 'planned' | 'nothing-to-do') => {
      if (output.isJson) {
        const plan = {
          dropped: dropped.map(({ file, action, scope, type, path }) => ({
            file,
            action,
            scope,
            type,
            path,
          })),
        };
        output.json({ repositories: [{ gun, plan, result, verified: result === 'published', error: null }] });
      }
    };
    const lines = stagedLines(dropped);
    if (dropped.length === 0) {
      output.remark(`No unpublished changes for ${gun}.`);
      tell('nothing-to-do');
      return 0;
    }
    if (options.dryRun === true) {
      if (!output.isJson) {
        output.lines(lines);
      }
      tell('planned');
      return 0;
    }
    output.aside(lines);
    if (!(await agreed(dropQuestion(dropped), options.yes === true, context))) {
      tell('planned');
      output.aside(['Nothing was changed.']);
      return 1;
    }
    await dropStaged(gun, dropped, workspace);
    tell('published');
    output.remark(droppedWords(gun));
    return 0;
  });
}

/** Numbers are those that `status` shows, as with notary. */
function chosen(changes: readonly StagedChange[], { all, number }: TypedOptions): readonly StagedChange[] {
  if ((all === true) === (number !== undefined)) {
    throw new UsageError({
      message: all === true ? '--all and --number say different things' : 'Which changes are to be dropped?',
      why: 'Either all of them are, or those with the numbers of trustdeck status.',
      next: 'Give --all, or --number with numbers such as 0,2.',
    });
  }
  if (number === undefined) {
    return changes;
  }
  const wanted = number.split(',').map((text) => (/^\d+$/.test(text.trim()) ? Number(text) : -1));
  const unknown = wanted.find((index) => changes[index] === undefined);
  if (unknown !== undefined) {
    throw new UsageError({
      message: `${number} names a change that is not there`,
      why: `Staged changes are numbered from 0; there are ${changes.length}.`,
      next: 'Run trustdeck status to see their numbers.',
    });
  }
  return changes.filter((_, index) => wanted.includes(index));
}
