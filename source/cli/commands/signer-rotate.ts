import type { TufKey } from '../../operations/index.ts';
import { type ChangeRun, subjectAndRepositories } from '../changes/change-command.ts';
import { publicKeys } from '../changes/public-keys.ts';
import { changeCommand } from '../changes/run-change.ts';
import { delegationKeyIds, onlyOne, signerName } from '../changes/typed-values.ts';
import { UsageError } from '../errors.ts';

/** `signer rotate NAME REPO...`: new key in, everything signed with it, old key out, in one publish. */
export const { run } = changeCommand({
  kind: 'signer-rotate',
  question: () => 'Publish?',
  ask: async (run) => {
    const { subject, guns } = subjectAndRepositories(run);
    const signer = signerName(subject);
    const { old, keepOld } = run.invocation.options;
    if (keepOld === true && run.invocation.options.removeOldKey === true) {
      throw new UsageError({
        message: '--keep-old and --remove-old-key say different things',
        why: 'A key that still counts is still needed.',
        next: 'Leave one of them out.',
      });
    }
    return {
      request: {
        kind: 'signer-rotate',
        signer,
        newKey: await newKey(run),
        oldKeys: old === undefined ? null : await delegationKeyIds(run, old, guns),
        keepOld: keepOld === true,
      },
      guns,
    };
  },
});

async function newKey(run: ChangeRun): Promise<TufKey> {
  const file = onlyOne(run.invocation.options.key, '--key');
  const [given] = file === null ? [] : await publicKeys(run, [file]);
  return given ?? run.changes.keyWork.newKey('ecdsa');
}
