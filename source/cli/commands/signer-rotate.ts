import { type Gun, requireTrusted, type TufKey, unfinishedRotations } from '../../operations/index.ts';
import { type ChangeRun, subjectAndRepositories } from '../changes/change-command.ts';
import { publicKeys } from '../changes/public-keys.ts';
import { changeCommand } from '../changes/run-change.ts';
import { delegationKeyIds, onlyOne, signerName } from '../changes/typed-values.ts';
import { UsageError } from '../errors.ts';
import { algorithmOf } from '../keys/algorithms.ts';

/** `signer rotate NAME REPO...`: new key in, everything signed with it, old key out, in one publish. */
export const { run } = changeCommand({
  kind: 'signer-rotate',
  question: () => 'Publish?',
  ask: async (run) => {
    const { subject, guns } = subjectAndRepositories(run);
    const signer = signerName(subject);
    const { old, keepOld, finish } = run.invocation.options;
    refuseContradictions(run);
    return {
      request: {
        kind: 'signer-rotate',
        signer,
        newKey: finish === true ? await keyToStay(run, signer, guns) : await newKey(run),
        oldKeys: old === undefined ? null : await delegationKeyIds(run, old, guns),
        keepOld: keepOld === true,
      },
      guns,
    };
  },
});

function refuseContradictions({ invocation: { options } }: ChangeRun): void {
  if (options.keepOld === true && options.removeOldKey === true) {
    throw new UsageError({
      message: '--keep-old and --remove-old-key say different things',
      why: 'A key that still counts is still needed.',
      next: 'Leave one of them out.',
    });
  }
  if (options.finish === true && (options.keepOld === true || options.key !== undefined)) {
    throw new UsageError({
      message: '--finish goes with neither --key nor --keep-old',
      why: 'It takes the old key out; the new one is in the repository already.',
      next: 'Leave --finish out to rotate to another key.',
    });
  }
}

/** The new key of the rotation that these repositories are in the middle of. */
async function keyToStay(
  { workspace, context }: ChangeRun,
  signer: string,
  guns: readonly Gun[],
): Promise<TufKey> {
  const keys = new Map<string, TufKey>();
  for (const gun of guns) {
    const state = requireTrusted(
      await workspace.session.open(gun, { refresh: false, signal: context.io.signal }),
    );
    const unfinished = unfinishedRotations(state).find((rotation) => rotation.signer === signer);
    if (unfinished === undefined) {
      throw new UsageError({
        message: `No rotation of ${signer} is half done in ${gun}`,
        why: 'A rotation is half done when everything is signed with a new key and an old one still counts.',
        next: `See trustdeck delegation list ${gun}, or rotate to a new key without --finish.`,
      });
    }
    keys.set(unfinished.newKey.canonicalId, unfinished.newKey);
  }
  const [key, ...others] = keys.values();
  if (key === undefined || others.length > 0) {
    throw new UsageError({
      message: `The rotations of ${signer} go to different keys`,
      why: 'One run finishes rotations to one key.',
      next: 'Finish them repository by repository.',
    });
  }
  return key;
}

async function newKey(run: ChangeRun): Promise<TufKey> {
  const file = onlyOne(run.invocation.options.key, '--key');
  const [given] = file === null ? [] : await publicKeys(run, [file]);
  return given ?? run.changes.keyWork.newKey(algorithmOf(run.invocation.options));
}
