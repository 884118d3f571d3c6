import { missing } from '../changes/change-command.ts';
import { changeCommand } from '../changes/run-change.ts';
import { typedDigest } from '../changes/typed-digest.ts';
import { signerName, wholeNumber } from '../changes/typed-values.ts';
import { UsageError } from '../errors.ts';
import { referenceWithoutDigest } from '../repository-argument.ts';

/** `sign REPO:TAG --digest … --size …`: the tag into releases and the role of each signer whose key is here. */
export const { run } = changeCommand({
  kind: 'sign',
  question: () => 'Publish?',
  ask: async ({ invocation: { positionals, options }, workspace }) => {
    const [text = ''] = positionals;
    if (text === '') {
      throw missing('repo:tag');
    }
    const { gun, tag } = referenceWithoutDigest(workspace, text);
    if (tag === null) {
      throw new UsageError({
        message: `${text} names no tag`,
        why: 'A digest is signed for one tag.',
        next: `Write it as ${text}:TAG.`,
      });
    }
    const target = {
      name: tag,
      length: wholeNumber(options.size ?? '', 'size'),
      sha256: typedDigest(options.digest ?? ''),
      sha512: null,
      custom: undefined,
    };
    const signer = options.signer === undefined ? null : signerName(options.signer);
    return { request: { kind: 'sign', tags: [target], signer }, guns: [gun] };
  },
});
