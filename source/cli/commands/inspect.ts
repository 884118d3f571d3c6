import {
  type DockerInspection,
  inParallel,
  inspectRepository,
  isAbort,
  Outages,
  reportError,
} from '../../operations/index.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { WordedError } from '../errors.ts';
import type { Workspace } from '../ports.ts';
import { readRepository } from '../read-repository.ts';
import { withWorkspace } from '../with-workspace.ts';

/** docker indents by four. */
const DOCKER_INDENT = 4;

/** `inspect REPO[:TAG]... [--pretty]`: every repository is tried; what fails is told beside what does not. */
export async function run(invocation: Invocation, context: CommandContext): Promise<number> {
  return withWorkspace(context, async (workspace) => {
    const outages = new Outages();
    const settled = await inParallel(
      invocation.positionals,
      (name) => inspect(name, { workspace, context, outages }),
      context.io.signal,
    );
    const found = settled.flatMap((result) => (result.ok ? [result.value] : []));
    const errors = settled.flatMap((result) => (result.ok ? [] : [result.error]));
    const { output } = context;
    if (output.isJson && found.length === 0) {
      return output.failAll(errors);
    }
    if (invocation.options.pretty === true && !output.isJson) {
      const { prettyInspection } = await import('../pretty-inspection.ts');
      output.lines(found.flatMap(prettyInspection));
    } else {
      output.json(found, DOCKER_INDENT);
    }
    return errors.reduce<number>((worst, error) => Math.max(worst, output.fail(error)), 0);
  });
}

interface Surroundings {
  readonly workspace: Workspace;
  readonly context: CommandContext;
  readonly outages: Outages;
}

async function inspect(
  name: string,
  { workspace, context, outages }: Surroundings,
): Promise<DockerInspection> {
  const { gun, tag, digest } = workspace.parseReference(name);
  try {
    return inspectRepository(await readRepository(workspace, gun, context, outages), {
      name,
      // To docker an image with a digest has no tag.
      tag: digest === null ? tag : null,
    });
  } catch (error) {
    throw isAbort(error) ? error : inDockersWords(name, error);
  }
}

/** Scripts look for docker's sentence; the cause that docker keeps to itself follows it. */
function inDockersWords(name: string, error: unknown): WordedError {
  const { code, message, why, next } = reportError(error);
  return new WordedError(
    { code, message: `no signatures or cannot access ${name}`, why: `${message}. ${why}`, next },
    error,
  );
}
