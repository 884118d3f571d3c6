import type { Gun } from '../operations/index.ts';
import type { Invocation } from './command.ts';
import { UsageError } from './errors.ts';
import type { Workspace } from './ports.ts';

/** The one repository a command was given; a tag or digest would be ignored, and is refused instead. */
export function repositoryArgument(workspace: Workspace, { positionals }: Invocation): Gun {
  const [text = ''] = positionals;
  return repositoryOf(workspace, text);
}

export function repositoryOf(workspace: Workspace, text: string): Gun {
  const { gun, tag, digest } = workspace.parseReference(text);
  if (tag !== null || digest !== null) {
    throw new UsageError({
      message: `${text} names a ${tag === null ? 'digest' : 'tag'}`,
      why: 'This command is about a whole repository.',
      next: `Leave ${tag === null ? '' : `:${tag}`}${digest === null ? '' : `@${digest}`} out.`,
    });
  }
  return gun;
}

/** A repository and, if one is named, its tag; which digest is meant is never said here. */
export function referenceWithoutDigest(
  workspace: Workspace,
  text: string,
): { readonly gun: Gun; readonly tag: string | null } {
  const { gun, tag, digest } = workspace.parseReference(text);
  if (digest !== null) {
    throw new UsageError({
      message: `${text} names a digest`,
      why: 'This command is about names of tags.',
      next: `Leave @${digest} out.`,
    });
  }
  return { gun, tag };
}
