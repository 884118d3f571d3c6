import { verifyTag } from '../../operations/index.ts';
import { typedDigest } from '../changes/typed-digest.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import { readRepository } from '../read-repository.ts';
import { referenceWithoutDigest } from '../repository-argument.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `verify REPO:TAG --digest sha256:…`: exit code 0 says that a pull of the tag gets this digest. */
export async function run({ positionals, options }: Invocation, context: CommandContext): Promise<number> {
  const [text = ''] = positionals;
  const sha256 = typedDigest(options.digest ?? '');
  return withWorkspace(context, async (workspace) => {
    const { gun, tag } = referenceWithoutDigest(workspace, text);
    if (tag === null) {
      throw new UsageError({
        message: `${text} names no tag`,
        why: 'A digest is signed for one tag.',
        next: `Write it as ${text}:TAG.`,
      });
    }
    const verified = verifyTag(await readRepository(workspace, gun, context), { tag, sha256 });
    const { output } = context;
    if (output.isJson) {
      output.json({ gun, ...verified });
    }
    output.remark(`${gun}:${tag} is signed with sha256:${sha256} in ${verified.role}.`);
    return 0;
  });
}
