import { asSha256Hex, type Sha256Hex } from '../../base/index.ts';
import { verifyTag } from '../../operations/index.ts';
import type { CommandContext, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import { readRepository } from '../read-repository.ts';
import { withWorkspace } from '../with-workspace.ts';

/** `verify REPO:TAG --digest sha256:…`: exit code 0 says that a pull of the tag gets this digest. */
export async function run({ positionals, options }: Invocation, context: CommandContext): Promise<number> {
  const [text = ''] = positionals;
  const sha256 = digestOf(options.digest ?? '');
  return withWorkspace(context, async (workspace) => {
    const { gun, tag, digest } = workspace.parseReference(text);
    if (digest !== null) {
      throw new UsageError({
        message: `${text} names a digest`,
        why: 'Which digest the tag has to have is said once.',
        next: `Leave @${digest} out; --digest says it.`,
      });
    }
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

function digestOf(text: string): Sha256Hex {
  const sha256 = text.startsWith('sha256:') ? asSha256Hex(text.slice('sha256:'.length)) : null;
  if (sha256 === null) {
    throw new UsageError({
      message: `${text} is no digest`,
      why: 'A digest is sha256: and 64 hexadecimal digits in lower case.',
      next: 'Copy it from docker images --digests or from the registry.',
    });
  }
  return sha256;
}
