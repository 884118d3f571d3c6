import type { Gun } from '../operations/index.ts';
import type { Invocation } from './command.ts';
import { UsageError } from './errors.ts';
import type { Workspace } from './ports.ts';

/** The one repository a command was given; a tag would be ignored, and is refused instead. */
export function repositoryArgument(workspace: Workspace, { positionals }: Invocation): Gun {
  const [text = ''] = positionals;
  return repositoryOf(workspace, text);
}

export function repositoryOf(workspace: Workspace, text: string): Gun {
  const { gun, tag } = workspace.parseReference(text);
  if (tag !== null) {
    throw new UsageError({
      message: `${text} names a tag`,
      why: 'This command is about a whole repository.',
      next: `Leave :${tag} out.`,
    });
  }
  return gun;
}
