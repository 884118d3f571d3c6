import type { ChangeResult, RepositoryPlan } from '../../operations/index.ts';
import { WordedError } from '../errors.ts';
import type { ChangeRun } from './change-command.ts';

/** Who asked for a change and got none has to be told so: with `--yes --quiet` nobody reads that the plan needs others. */
export function failWhatNeedsOthers(
  results: readonly ChangeResult[],
  { invocation: { options } }: Pick<ChangeRun, 'invocation'>,
): readonly ChangeResult[] {
  return results.map((result): ChangeResult => {
    const { plan, error } = result;
    if (plan?.outcome !== 'needs-others' || error !== null) {
      return result;
    }
    const isKeyLost =
      plan.request.kind === 'signer-rotate' && plan.request.newKey !== null && options.key === undefined;
    return { ...result, result: 'failed', error: needsOthers(plan, isKeyLost && options.finish !== true) };
  });
}

function needsOthers({ gun, request }: RepositoryPlan, isKeyLost: boolean): WordedError {
  const handOver = `Hand over what others have to do; --dry-run shows it.`;
  return new WordedError(
    {
      code: 'signing-keys-elsewhere',
      message: `Nothing was published to ${gun}`,
      why: 'It has to be signed with private keys that are not on this machine.',
      next:
        isKeyLost && 'signer' in request
          ? `Make the new key with trustdeck key generate ${request.signer}, and give ${request.signer}.pub along. ${handOver}`
          : handOver,
    },
    null,
  );
}
