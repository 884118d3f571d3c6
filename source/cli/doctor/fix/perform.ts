import { type FixAction, isAbort } from '../../../operations/index.ts';
import { change, nameKey, rotateSigner } from './changes.ts';
import { backUpKeys, removeKey, resetStaged, restoreKeys, tightenKeys } from './local-work.ts';
import type { Operation, OVERTAKEN, Perform, Performed } from './operation.ts';

type Performers = { readonly [Kind in FixAction['kind']]: Perform<Kind> };

const PERFORMERS: Performers = {
  change,
  'rotate-signer': rotateSigner,
  'name-key': nameKey,
  'reset-staged': resetStaged,
  'tighten-keys': tightenKeys,
  'remove-key': removeKey,
  'back-up-keys': backUpKeys,
  'restore-keys': restoreKeys,
  outside: async () => null,
};

/**
 * Does what an action says, by the same machinery as the command that does it. What goes wrong is told, and part of the
 * result; rejects only with the signal's reason. null when it was left alone.
 */
export async function perform(
  action: FixAction,
  operation: Operation,
): Promise<Performed | typeof OVERTAKEN | null> {
  const performer = PERFORMERS[action.kind] as Perform;
  const { context } = operation.run;
  try {
    return await performer(action, operation);
  } catch (error) {
    context.io.signal.throwIfAborted();
    if (isAbort(error)) {
      throw error;
    }
    context.output.fail(error);
    return { result: 'failed', plan: null, verified: false, error };
  }
}
