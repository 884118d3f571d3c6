import { missing } from '../changes/change-command.ts';
import { changeCommand } from '../changes/run-change.ts';
import { signerName } from '../changes/typed-values.ts';
import { referenceWithoutDigest } from '../repository-argument.ts';

/** `revoke REPO[:TAG]`: the tag, or all of them, out of the roles that can be signed here. */
export const { run } = changeCommand({
  kind: 'revoke',
  question: (request) =>
    request.kind === 'revoke' && request.tags === 'all'
      ? 'Take all signatures back, and publish that?'
      : 'Publish?',
  ask: async ({ invocation: { positionals, options }, workspace }) => {
    const [text = ''] = positionals;
    if (text === '') {
      throw missing('repo');
    }
    const { gun, tag } = referenceWithoutDigest(workspace, text);
    const signer = options.signer === undefined ? null : signerName(options.signer);
    return { request: { kind: 'revoke', tags: tag === null ? 'all' : [tag], signer }, guns: [gun] };
  },
});
