import { subjectAndRepositories } from '../changes/change-command.ts';
import { publicKeys } from '../changes/public-keys.ts';
import { changeCommand } from '../changes/run-change.ts';
import { signerName } from '../changes/typed-values.ts';
import { UsageError } from '../errors.ts';

/** `signer add NAME REPO... --key FILE`: into the signer's own role and into releases; starts trust data on the way. */
export const { run } = changeCommand({
  kind: 'signer-add',
  question: () => 'Publish?',
  ask: async (run) => {
    const { subject, guns } = subjectAndRepositories(run);
    const signer = signerName(subject);
    const files = run.invocation.options.key ?? [];
    if (files.length === 0) {
      throw new UsageError({
        message: 'path to a public key must be provided using the `--key` flag',
        why: 'A signer is known by a key.',
        next: `Make one with trustdeck key generate ${signer}, then add --key ${signer}.pub.`,
      });
    }
    return { request: { kind: 'signer-add', signer, keys: await publicKeys(run, files) }, guns };
  },
});
